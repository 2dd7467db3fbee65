package dev.robis.seg.bundle;

import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.calibration.Calibration;
import dev.robis.seg.config.Decision;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.detector.Origin;
import dev.robis.seg.detector.Sha256;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;

/**
 * Writes bundles.
 *
 * @param config as trained, or as given at import
 * @param encoderSha256 of the encoder's weights file
 * @param calibration of all products together
 * @param categories of each product by name; empty where there is one
 * @param decision for the bundle to begin with
 * @param origin how it came to be
 * @param shots names of the only images it was trained on; empty where it was all
 */
public record BundleWriter(
        RobisConfig config,
        String encoderSha256,
        Calibration calibration,
        Map<String, Calibration> categories,
        Decision decision,
        Origin origin,
        List<String> shots) {

    /**
     * Writes a bundle elsewhere and renames it, so that nobody ever sees half of one. Format, version and digests are filled
     * in.
     *
     * @param folder must not exist
     * @param work exists, on the same file system; empty again afterwards
     * @param kept what the detector keeps
     * @throws FileAlreadyExistsException if the folder exists
     */
    public Bundle write(Path folder, Path work, TensorSource kept) throws IOException {
        if (Files.exists(folder)) throw new FileAlreadyExistsException(folder + ": exists already");
        Path temporary = Files.createDirectory(work.resolve("bundle"));
        try {
            Path model = temporary.resolve(BundleFiles.MODEL);
            SafetensorsWriter.write(model, kept);
            BundleDescription description = description(Sha256.of(model));
            BundleFiles.YAML.writeValue(
                    temporary.resolve(BundleFiles.DESCRIPTION).toFile(), description);
            BundleFiles.writeSums(temporary);
            Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
            return new Bundle(folder, description);
        } finally {
            FileUtils.deleteDirectory(temporary.toFile());
        }
    }

    private BundleDescription description(String modelSha256) {
        return new BundleDescription(
                BundleFiles.FORMAT,
                libraryVersion(),
                config.model(),
                config.maps(),
                config.training(),
                modelSha256,
                encoderSha256,
                calibration,
                categories,
                decision,
                origin,
                shots);
    }

    /** Version of this library, or {@code development} outside of its jar. */
    static String libraryVersion() {
        return Optional.ofNullable(BundleWriter.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}

package dev.robis.seg;

import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.bundle.BundleDescription;
import dev.robis.seg.bundle.BundleWriter;
import dev.robis.seg.config.Decision;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.detector.EncoderWeights;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;

/**
 * Calibrates a trained bundle anew, without training: for a product that it was not trained on (zero-shot), after another
 * camera or lamp, or for maps that are made otherwise. Immutable, safe for concurrent use on different bundles.
 *
 * <pre>{@code
 * Bundle many = Bundle.open(Path.of("many-products"));
 * Bundle screws = new BundleCalibration(EncoderWeights.standard(), many.maps(), many.decision())
 *         .run(many, List.of(Dataset.mvtecAd2(root, "screw")), Path.of("screw"));
 * }</pre>
 *
 * @param weights where the encoder is
 * @param maps how the new bundle makes its maps; good images are scored so
 * @param decision for the new bundle to begin with
 */
public record BundleCalibration(EncoderWeights weights, MapConfig maps, Decision decision) {

    /**
     * @param bundle that is trained; stays as it is
     * @param products whose validation images count, or the training images of one that has none. Images that the bundle was
     *     trained on score too low, and thresholds made of them raise too many alarms
     * @param target folder to write; must not exist
     * @throws FileAlreadyExistsException if it does
     * @throws IOException if there are no good images, or the encoder is not the one of the training
     */
    public Bundle run(Bundle bundle, List<Dataset> products, Path target) throws IOException {
        if (Files.exists(target)) throw new FileAlreadyExistsException(target + ": exists already");
        BundleDescription known = bundle.description();
        try (TensorSource kept = bundle.openModel(weights)) {
            Calibrator.Result measured =
                    named(products, new Calibrator(known.model(), maps, weights).calibrate(products, kept));
            BundleWriter writer = new BundleWriter(
                    new RobisConfig(known.model(), maps, known.training()),
                    known.encoderSha256(),
                    measured.pooled(),
                    measured.categories(),
                    decision,
                    known.origin(),
                    known.shots());
            Path folder = Files.createDirectories(target.toAbsolutePath().getParent());
            Path work = Files.createTempDirectory(folder, "." + target.getFileName() + ".");
            try {
                return writer.write(target, work, kept);
            } finally {
                FileUtils.deleteDirectory(work.toFile());
            }
        }
    }

    /** Remembers a single product by its name too, for it need not be the one of the training. */
    private static Calibrator.Result named(List<Dataset> products, Calibrator.Result result) {
        return products.size() > 1
                ? result
                : new Calibrator.Result(result.pooled(), Map.of(products.get(0).category(), result.pooled()));
    }
}

package dev.robis.seg;

import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.data.Dataset;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;

/**
 * Calibrates a trained bundle anew, without training: for a product that it was not trained on (zero-shot), after another
 * camera or lamp, or with other repairs. Immutable, safe for concurrent use on different bundles.
 *
 * <pre>{@code
 * Bundle screws = new BundleCalibration(EncoderWeights.standard(), Decision.defaults())
 *         .run(Bundle.open(Path.of("many-products")), List.of(Dataset.mvtecAd2(root, "screw")), Path.of("screw"));
 * }</pre>
 *
 * @param weights where the encoder is
 * @param decision for the new bundle to begin with; good images are scored with its repairs and tiling
 */
public record BundleCalibration(EncoderWeights weights, Decision decision) {

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
        Bundle.Content content = bundle.content();
        try (TensorSource model = bundle.openModel(weights)) {
            Calibrator.Result calibration =
                    named(products, new Calibrator(bundle.config(), weights, decision).calibrate(products, model));
            Path folder = Files.createDirectories(target.toAbsolutePath().getParent());
            Path work = Files.createTempDirectory(folder, "." + target.getFileName() + ".");
            try {
                return Bundle.write(
                        target,
                        work,
                        model,
                        bundle.config(),
                        content.encoderSha256(),
                        calibration,
                        decision,
                        content.training(),
                        content.shots());
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

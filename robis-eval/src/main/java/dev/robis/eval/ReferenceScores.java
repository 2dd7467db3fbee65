package dev.robis.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.apiguardian.api.API;

/**
 * The metrics of RoBiS's {@code utils/eval.py}. They differ from those of the benchmarks. The script resizes the predicted mask
 * (antialiased, to a square) and the ground truth (nearest pixel), and blurs the mask with a 5x5 kernel. It stretches all
 * blurred masks together to 0..1 and takes them as scores. The score of an image is the mean of its highest tenth. F1 has 1e-8
 * in its denominator. AU-PRO uses 200 equal steps, drops rates from 0.3 on, and divides the area by the largest rate that is
 * left.
 *
 * <p>All metrics are empty where the reference computes nothing: if all images are good or all are bad, or if all scores are
 * equal. AU-PRO is also empty where the reference gives NaN (a perfect prediction) or fails (fewer than two rates below 0.3).
 *
 * @param imageAuroc area under the ROC curve of the images
 * @param imageAp average precision of the images
 * @param imageF1 largest F1 of the images
 * @param pixelAuroc area under the ROC curve of the pixels
 * @param pixelAp average precision of the pixels
 * @param pixelF1 largest F1 of the pixels
 * @param pixelAuPro the reference's AU-PRO
 * @param images the score of every image, in the order in which they were added; empty where nothing is computed
 */
public record ReferenceScores(
        OptionalDouble imageAuroc,
        OptionalDouble imageAp,
        OptionalDouble imageF1,
        OptionalDouble pixelAuroc,
        OptionalDouble pixelAp,
        OptionalDouble pixelF1,
        OptionalDouble pixelAuPro,
        List<ImageScore> images) {

    static final ReferenceScores UNDEFINED = new ReferenceScores(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            List.of());

    /** For {@link SplitEvaluator}; scores may get further components. */
    @API(status = API.Status.EXPERIMENTAL)
    public ReferenceScores {
        images = List.copyOf(images);
    }

    /**
     * Every metric by its name in reports: {@code image_auroc}, {@code image_ap}, {@code image_f1}, {@code pixel_auroc}, {@code
     * pixel_ap}, {@code pixel_f1}, {@code pixel_aupro}. The order is always the same, and undefined metrics are included.
     */
    public Map<String, OptionalDouble> values() {
        Map<String, OptionalDouble> values = new LinkedHashMap<>();
        values.put("image_auroc", imageAuroc);
        values.put("image_ap", imageAp);
        values.put("image_f1", imageF1);
        values.put("pixel_auroc", pixelAuroc);
        values.put("pixel_ap", pixelAp);
        values.put("pixel_f1", pixelF1);
        values.put("pixel_aupro", pixelAuPro);
        return Collections.unmodifiableMap(values);
    }

    /** The line that the reference prints for a category, with {@code nan} for an undefined metric. */
    public String line(String category) {
        return category + ": I-Auroc:" + text(imageAuroc) + ", I-AP:" + text(imageAp) + ", I-F1:" + text(imageF1)
                + ", P-AUROC:" + text(pixelAuroc) + ", P-AP:" + text(pixelAp) + ", P-F1:" + text(pixelF1)
                + ", P-AUPRO:" + text(pixelAuPro);
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "nan";
    }
}

package dev.robis.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The numbers of RoBiS's {@code utils/eval.py}, which are not the benchmarks': it resizes the predicted mask (antialiased, to
 * a square) and the ground truth (nearest), blurs the mask with its 5x5 kernel, stretches all maps together to 0..1 and
 * ranks that. An image's score is the mean of its top tenth. F1 has 1e-8 in its denominator. AU-PRO uses 200 equal steps,
 * drops rates from 0.3 on, and divides the others by the largest that is left.
 *
 * <p>Everything is empty where the reference computes nothing: with images of one kind only, or with equal scores
 * everywhere. AU-PRO alone is empty where the reference gives NaN (a perfect prediction) or fails (fewer than two rates
 * below 0.3).
 *
 * @param imageAuroc of the images
 * @param imageAp average precision of the images
 * @param imageF1 largest F1 of the images
 * @param pixelAuroc of the pixels
 * @param pixelAp average precision of the pixels
 * @param pixelF1 largest F1 of the pixels
 * @param pixelAuPro the reference's AU-PRO
 * @param images every image with its score, in the order added; empty where there are no scores
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

    public ReferenceScores {
        images = List.copyOf(images);
    }

    /**
     * Every metric by its name in reports: {@code image_auroc}, {@code image_ap}, {@code image_f1}, {@code pixel_auroc}, {@code
     * pixel_ap}, {@code pixel_f1}, {@code pixel_aupro}. Always in this order, undefined ones included.
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

    /** The line that the reference prints for a category; {@code nan} where a number is undefined. */
    public String line(String category) {
        return category + ": I-Auroc:" + text(imageAuroc) + ", I-AP:" + text(imageAp) + ", I-F1:" + text(imageF1)
                + ", P-AUROC:" + text(pixelAuroc) + ", P-AP:" + text(pixelAp) + ", P-F1:" + text(pixelF1)
                + ", P-AUPRO:" + text(pixelAuPro);
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "nan";
    }
}

package dev.robis.eval.html;

import dev.robis.eval.OfficialScores;
import dev.robis.eval.OfficialScores.SizeRecall;
import dev.robis.eval.overlay.HeatScale;
import java.util.List;
import java.util.Optional;

/**
 * The head of a category, as {@code category.html} writes it.
 *
 * @param id of the category on the page
 * @param top score of the brightest colour
 * @param charts none without scores
 * @param sizes defects found by their size; none without masks
 * @param warnings what is odd about the data
 */
record Section(String id, String name, String top, List<Chart> charts, List<Size> sizes, List<String> warnings) {

    /** A row of the table of defects by size. */
    record Size(String areas, long regions, long hit, String recall, String coverage) {

        static Size of(SizeRecall bin) {
            return new Size(
                    bin.endArea().isPresent()
                            ? bin.minArea() + "–" + (bin.endArea().getAsInt() - 1)
                            : "from " + bin.minArea(),
                    bin.regions(),
                    bin.hit(),
                    Numbers.rate(bin.recall()),
                    Numbers.rate(bin.coverage()));
        }
    }

    static Section of(String id, String name, HeatScale scale, Optional<OfficialScores> scores) {
        return new Section(
                id,
                name,
                Numbers.score(scale.max()),
                scores.map(found -> charts(id, found)).orElse(List.of()),
                scores.map(Section::sizes).orElse(List.of()),
                scores.map(Section::warnings).orElse(List.of()));
    }

    boolean hasSizes() {
        return !sizes.isEmpty();
    }

    private static List<Chart> charts(String id, OfficialScores scores) {
        Curves curves = new Curves(id, scores);
        return List.of(curves.pro(), curves.roc(), curves.precisionRecall(), Histogram.of(id, scores.images()));
    }

    private static List<Size> sizes(OfficialScores scores) {
        return scores.totals().regions() == 0
                ? List.of()
                : scores.recallBySize().stream().map(Size::of).toList();
    }

    private static List<String> warnings(OfficialScores scores) {
        List<String> empty = scores.totals().emptyGroundTruths();
        return empty.isEmpty()
                ? List.of()
                : List.of("The ground truth of " + Labels.count(empty.size(), "anomalous image", "anomalous images")
                        + " marks nothing: " + String.join(", ", empty));
    }
}

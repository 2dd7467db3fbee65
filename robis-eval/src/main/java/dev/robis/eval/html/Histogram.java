package dev.robis.eval.html;

import dev.robis.eval.ImageScore;
import dev.robis.eval.html.Chart.Shape;
import java.util.ArrayList;
import java.util.List;

/** How the scores of good and of anomalous images are spread: two bars per bin, side by side. */
final class Histogram {

    private static final int BINS = 20;
    private static final double GAP = 1; // units of the drawing, between bins

    private Histogram() {}

    /**
     * @param id of the category on the page
     * @param images infinite scores count at the ends
     */
    static Chart of(String id, List<ImageScore> images) {
        double[] finite = images.stream()
                .mapToDouble(ImageScore::score)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double from = finite.length == 0 ? 0 : finite[0];
        double to = finite.length == 0 ? 1 : finite[finite.length - 1];
        if (from == to) to = from + Math.max(1e-6, Math.abs(from)); // one bin has them all
        int[] good = count(images, false, from, to);
        int[] bad = count(images, true, from, to);
        int most = 1;
        for (int bin = 0; bin < BINS; bin++) most = Math.max(most, Math.max(good[bin], bad[bin]));
        Axis across = Chart.horizontal(from, to);
        Axis up = Chart.vertical(most);
        List<Shape> shapes = new ArrayList<>();
        bars("good", good, 0, across, up, shapes);
        bars("bad", bad, 1, across, up, shapes);
        long anomalous = images.stream().filter(ImageScore::anomalous).count();
        return new Chart(
                id + "-scores",
                "Scores of images",
                "Histogram of the images' scores: " + (images.size() - anomalous) + " good, " + anomalous
                        + " anomalous",
                "score (maximum of the map)",
                "images",
                across.ticks(5),
                up.wholeTicks(4),
                shapes,
                List.of(
                        new Shape("good", "", (images.size() - anomalous) + " good"),
                        new Shape("bad", "", anomalous + " anomalous")));
    }

    private static int[] count(List<ImageScore> images, boolean anomalous, double from, double to) {
        int[] counts = new int[BINS];
        for (ImageScore image : images) {
            if (image.anomalous() != anomalous) continue;
            double share = (Math.max(from, Math.min(to, image.score())) - from) / (to - from);
            counts[Math.min(BINS - 1, (int) (share * BINS))]++;
        }
        return counts;
    }

    private static void bars(String kind, int[] counts, int side, Axis across, Axis up, List<Shape> shapes) {
        double bin = (across.end() - across.start()) / BINS;
        double width = (bin - GAP) / 2;
        for (int i = 0; i < BINS; i++) {
            if (counts[i] == 0) continue;
            double left = across.start() + i * bin + GAP / 2 + side * width;
            double top = up.place(counts[i]);
            shapes.add(new Shape(
                    kind,
                    "M" + Numbers.plain(left) + " " + Chart.BOTTOM + "V" + Numbers.plain(top) + "h"
                            + Numbers.plain(width) + "V" + Chart.BOTTOM + "z",
                    counts[i] + " " + (kind.equals("good") ? "good" : "anomalous")));
        }
    }
}

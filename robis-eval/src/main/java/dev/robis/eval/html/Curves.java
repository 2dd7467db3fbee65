package dev.robis.eval.html;

import dev.robis.eval.ConfusionMatrix;
import dev.robis.eval.OfficialScores;
import dev.robis.eval.OfficialScores.OperatingPoint;
import dev.robis.eval.html.Chart.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The charts of a category's operating points.
 *
 * @param id of the category on the page
 * @param scores of the category
 */
record Curves(String id, OfficialScores scores) {

    /** PRO curves are read where hardly a good pixel is marked. */
    private static final double PRO_RANGE = 0.3;

    /** Points nearer to each other, in units of the drawing, cannot be told apart. */
    private static final double RESOLUTION = 0.4;

    private static final int TICKS = 5;

    Chart pro() {
        double range = scores.auPros().keySet().stream().reduce(PRO_RANGE, Math::max);
        Axis across = Chart.horizontal(0, range);
        Axis up = Chart.vertical(1);
        List<Shape> shapes = new ArrayList<>();
        List<Shape> legend = new ArrayList<>();
        List<double[]> points = points(OperatingPoint::falsePositiveRate, OperatingPoint::regionOverlap);
        if (!points.isEmpty()) {
            scores.auPros().forEach((limit, value) -> {
                String label = "AU-PRO to " + Labels.percent(limit) + ": " + Numbers.rate(value);
                shapes.add(new Shape("area", area(points, limit, across, up), ""));
                shapes.add(new Shape("limit", line(across, up, limit, 0, limit, 1), label));
                legend.add(new Shape("area", "", label));
            });
            shapes.add(new Shape("curve", path(points, across, up), ""));
        }
        return chart("pro", "PRO", across, "false positive rate", up, "per-region overlap", shapes, legend);
    }

    Chart roc() {
        Axis across = Chart.horizontal(0, 1);
        Axis up = Chart.vertical(1);
        List<Shape> shapes = new ArrayList<>();
        List<Shape> legend = new ArrayList<>();
        List<double[]> points = points(OperatingPoint::falsePositiveRate, OperatingPoint::recall);
        if (!points.isEmpty()) {
            shapes.add(new Shape("chance", line(across, up, 0, 0, 1, 1), "chance"));
            shapes.add(new Shape("curve", path(points, across, up), ""));
            legend.add(new Shape(
                    "curve", "", "AUROC " + Numbers.rate(scores.pixels().auroc())));
            scores.segmentation().ifPresent(masks -> {
                double rate = (double) masks.falsePositives() / (masks.falsePositives() + masks.trueNegatives());
                if (masks.recall().isPresent())
                    mark("masks", rate, masks.recall().getAsDouble(), across, up, "predicted masks", shapes, legend);
            });
        }
        return chart("roc", "ROC", across, "false positive rate", up, "recall", shapes, legend);
    }

    Chart precisionRecall() {
        Axis across = Chart.horizontal(0, 1);
        Axis up = Chart.vertical(1);
        List<Shape> shapes = new ArrayList<>();
        List<Shape> legend = new ArrayList<>();
        List<double[]> points = points(OperatingPoint::recall, OperatingPoint::precision);
        if (!points.isEmpty()) {
            double share = (double) scores.totals().anomalousPixels()
                    / (scores.totals().anomalousPixels() + scores.totals().normalPixels());
            shapes.add(new Shape("chance", line(across, up, 0, share, 1, share), "chance"));
            shapes.add(new Shape("curve", path(points, across, up), ""));
            legend.add(new Shape(
                    "curve",
                    "",
                    "average precision " + Numbers.rate(scores.pixels().averagePrecision())));
            String best = "best F1 " + Numbers.rate(scores.pixels().f1Max());
            scores.pixels().f1MaxThreshold().ifPresent(threshold -> scores.curve().stream()
                    .filter(point -> point.threshold() <= threshold)
                    .findFirst()
                    .filter(point -> !Double.isNaN(point.recall()))
                    .ifPresent(point ->
                            mark("best", point.recall(), point.precision(), across, up, best, shapes, legend)));
            scores.segmentation().ifPresent(masks -> markMasks(masks, across, up, shapes, legend));
        }
        return chart("pr", "Precision and recall", across, "recall", up, "precision", shapes, legend);
    }

    private static void markMasks(ConfusionMatrix masks, Axis across, Axis up, List<Shape> shapes, List<Shape> legend) {
        if (masks.recall().isEmpty() || masks.precision().isEmpty()) return;
        mark(
                "masks",
                masks.recall().getAsDouble(),
                masks.precision().getAsDouble(),
                across,
                up,
                "predicted masks, F1 " + Numbers.rate(masks.f1()),
                shapes,
                legend);
    }

    private Chart chart(
            String kind,
            String title,
            Axis across,
            String x,
            Axis up,
            String y,
            List<Shape> shapes,
            List<Shape> legend) {
        return new Chart(
                id + "-" + kind,
                title,
                title + " curve of all pixels: " + y + " over " + x,
                x,
                y,
                across.ticks(TICKS),
                up.ticks(TICKS),
                shapes,
                legend);
    }

    private static void mark(
            String kind,
            double x,
            double y,
            Axis across,
            Axis up,
            String label,
            List<Shape> shapes,
            List<Shape> legend) {
        String centre = Numbers.plain(across.place(x)) + " " + Numbers.plain(up.place(y));
        shapes.add(new Shape(kind, (kind.equals("best") ? Chart.BEST : Chart.MASKS).formatted(centre), label));
        legend.add(new Shape(kind, "", label));
    }

    private List<double[]> points(ToDoubleFunction<OperatingPoint> x, ToDoubleFunction<OperatingPoint> y) {
        return scores.curve().stream()
                .map(point -> new double[] {x.applyAsDouble(point), y.applyAsDouble(point)})
                .filter(point -> !Double.isNaN(point[0]) && !Double.isNaN(point[1]))
                .toList();
    }

    private static String line(Axis across, Axis up, double x1, double y1, double x2, double y2) {
        return path(List.of(new double[] {x1, y1}, new double[] {x2, y2}), across, up);
    }

    /** Stops at the end of the horizontal axis, between points if need be. */
    private static String path(List<double[]> points, Axis across, Axis up) {
        return trace(upTo(points, across.to()), across, up);
    }

    private static String area(List<double[]> points, double limit, Axis across, Axis up) {
        List<double[]> part = upTo(points, limit);
        String end = Numbers.plain(across.place(part.get(part.size() - 1)[0]));
        return trace(part, across, up) + "L" + end + " " + Chart.BOTTOM + "L"
                + Numbers.plain(across.place(part.get(0)[0])) + " " + Chart.BOTTOM + "Z";
    }

    private static List<double[]> upTo(List<double[]> points, double limit) {
        List<double[]> part = new ArrayList<>();
        double[] last = null;
        for (double[] point : points) {
            if (point[0] > limit) {
                double share = last == null ? 0 : (limit - last[0]) / (point[0] - last[0]);
                if (last != null) part.add(new double[] {limit, last[1] + share * (point[1] - last[1])});
                break;
            }
            part.add(point);
            last = point;
        }
        return part;
    }

    private static String trace(List<double[]> points, Axis across, Axis up) {
        StringBuilder path = new StringBuilder();
        double lastX = Double.NEGATIVE_INFINITY;
        double lastY = 0;
        for (int i = 0; i < points.size(); i++) {
            double x = across.place(points.get(i)[0]);
            double y = up.place(points.get(i)[1]);
            boolean near = Math.abs(x - lastX) < RESOLUTION && Math.abs(y - lastY) < RESOLUTION;
            if (near && i < points.size() - 1) continue;
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(Numbers.plain(x))
                    .append(' ')
                    .append(Numbers.plain(y));
            lastX = x;
            lastY = y;
        }
        return path.toString();
    }
}

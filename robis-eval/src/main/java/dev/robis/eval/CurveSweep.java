package dev.robis.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects operating points, all of them up to a number. Of more it keeps those that lie evenly along the curve, its ends
 * among them, and never holds more than twice the number.
 */
final class CurveSweep implements ThresholdListener {

    private final PixelTotals totals;
    private final int maxPoints;
    private List<OperatingPoint> points = new ArrayList<>();

    CurveSweep(PixelTotals totals, int maxPoints) {
        this.totals = totals;
        this.maxPoints = maxPoints;
        add(Double.POSITIVE_INFINITY, 0, 0, 0, 1);
    }

    @Override
    public void at(double threshold, long falsePositives, long truePositives, double overlap) {
        if (points.size() >= 2L * maxPoints) points = thinned();
        add(
                threshold,
                falsePositives,
                truePositives,
                overlap,
                (double) truePositives / (truePositives + falsePositives));
    }

    List<OperatingPoint> curve() {
        return points.size() > maxPoints ? thinned() : points;
    }

    private void add(double threshold, long falsePositives, long truePositives, double overlap, double precision) {
        points.add(new OperatingPoint(
                threshold,
                (double) falsePositives / totals.normal(),
                (double) truePositives / totals.anomalous(),
                precision,
                overlap / totals.regions()));
    }

    private List<OperatingPoint> thinned() {
        double length = 0;
        for (int i = 1; i < points.size(); i++) length += distance(points.get(i - 1), points.get(i));
        double step = length / (maxPoints - 2); // infinite if only the ends fit
        List<OperatingPoint> kept = new ArrayList<>();
        kept.add(points.get(0));
        double walked = 0;
        for (int i = 1; i < points.size() - 1; i++) {
            walked += distance(points.get(i - 1), points.get(i));
            if (walked < step || kept.size() == maxPoints - 1) continue;
            kept.add(points.get(i));
            walked = 0;
        }
        kept.add(points.get(points.size() - 1));
        return kept;
    }

    private static double distance(OperatingPoint from, OperatingPoint to) {
        return rise(from.falsePositiveRate(), to.falsePositiveRate())
                + rise(from.recall(), to.recall())
                + rise(from.regionOverlap(), to.regionOverlap());
    }

    private static double rise(double from, double to) {
        return Double.isNaN(to) ? 0 : to - from;
    }
}

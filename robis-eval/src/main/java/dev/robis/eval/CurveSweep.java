package dev.robis.eval;

import dev.robis.eval.OfficialScores.OperatingPoint;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects operating points, all of them up to a number. Of more it keeps those that lie evenly along the curve, its ends
 * among them: whenever twice the number has come together, it thins what it has and spaces what follows alike.
 */
final class CurveSweep implements ThresholdListener {

    private final PixelTotals totals;
    private final int maxPoints;
    private List<OperatingPoint> points = new ArrayList<>();
    private double spacing; // along the curve, in sums of the three rates; 0 keeps everything

    private double threshold = Double.POSITIVE_INFINITY; // of the newest point, which may not be kept yet
    private long falsePositives;
    private long truePositives;
    private double overlap;
    private boolean kept;
    private double keptPosition;

    CurveSweep(PixelTotals totals, int maxPoints) {
        this.totals = totals;
        this.maxPoints = maxPoints;
        keep();
    }

    @Override
    public void at(double threshold, long falsePositives, long truePositives, double overlap) {
        this.threshold = threshold;
        this.falsePositives = falsePositives;
        this.truePositives = truePositives;
        this.overlap = overlap;
        kept = false;
        double position = share(falsePositives, totals.normal())
                + share(truePositives, totals.anomalous())
                + share(overlap, totals.regions());
        if (position - keptPosition < spacing) return;
        keptPosition = position;
        keep();
        if (points.size() == 2L * maxPoints) thin();
    }

    List<OperatingPoint> curve() {
        if (!kept) keep();
        if (points.size() > maxPoints) thin();
        return points;
    }

    private void keep() {
        long marked = truePositives + falsePositives;
        points.add(new OperatingPoint(
                threshold,
                (double) falsePositives / totals.normal(),
                (double) truePositives / totals.anomalous(),
                marked == 0 ? 1 : (double) truePositives / marked,
                overlap / totals.regions()));
        kept = true;
    }

    private void thin() {
        OperatingPoint last = points.get(points.size() - 1);
        spacing = position(last) / (maxPoints - 1);
        List<OperatingPoint> spaced = new ArrayList<>();
        double from = Double.NEGATIVE_INFINITY;
        for (OperatingPoint point : points.subList(0, points.size() - 1)) {
            if (position(point) - from < spacing || spaced.size() == maxPoints - 1) continue;
            spaced.add(point);
            from = position(point);
        }
        spaced.add(last);
        points = spaced;
    }

    /** Distance from the start of the curve, along it: all three rates rise. */
    private static double position(OperatingPoint point) {
        return orZero(point.falsePositiveRate()) + orZero(point.recall()) + orZero(point.regionOverlap());
    }

    private static double orZero(double rate) {
        return Double.isNaN(rate) ? 0 : rate;
    }

    private static double share(double part, long whole) {
        return whole == 0 ? 0 : part / whole;
    }
}

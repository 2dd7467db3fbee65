package dev.robis.eval;

import java.util.OptionalDouble;

/** The exact area under the PRO curve up to one limit. */
final class AuProSweep implements ThresholdListener {

    private final double limit;
    private final PixelTotals totals;
    private double rate;
    private double overlap;
    private double area;

    AuProSweep(double limit, PixelTotals totals) {
        this.limit = limit;
        this.totals = totals;
    }

    @Override
    public void at(double threshold, long falsePositives, long truePositives, double overlap) {
        if (rate >= limit) return;
        double nextRate = (double) falsePositives / totals.normal();
        double nextOverlap = overlap / totals.regions();
        if (nextRate > limit) {
            nextOverlap = this.overlap + (nextOverlap - this.overlap) * ((limit - rate) / (nextRate - rate));
            nextRate = limit;
        }
        area += (nextRate - rate) * (nextOverlap + this.overlap) / 2;
        rate = nextRate;
        this.overlap = nextOverlap;
    }

    AuPro auPro() {
        boolean defined = totals.regions() > 0 && totals.normal() > 0;
        return new AuPro(limit, defined ? OptionalDouble.of(area / limit) : OptionalDouble.empty());
    }
}

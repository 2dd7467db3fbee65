package dev.robis.eval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** The area by its limit, in the order of the sweeps. */
    static Map<Double, OptionalDouble> values(List<AuProSweep> sweeps) {
        Map<Double, OptionalDouble> values = new LinkedHashMap<>();
        for (AuProSweep sweep : sweeps) values.put(sweep.limit, sweep.value());
        return values;
    }

    private OptionalDouble value() {
        boolean defined = totals.regions() > 0 && totals.normal() > 0;
        return defined ? OptionalDouble.of(area / limit) : OptionalDouble.empty();
    }
}

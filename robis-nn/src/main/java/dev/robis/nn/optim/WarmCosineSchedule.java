package dev.robis.nn.optim;

/**
 * Learning rate that rises linearly and falls along half a cosine, as INP-Former's {@code WarmCosineScheduler}: the
 * warm-up includes both ends, the cosine its start only, and from {@code totalSteps} on the rate is {@code finalRate}.
 * With fewer steps than warm-up steps the base rate is never reached.
 *
 * @param startRate rate of the first step of a warm-up
 * @param baseRate rate at the end of the warm-up
 * @param finalRate rate from {@code totalSteps} on
 * @param warmupSteps length of the rise; 0 for none
 * @param totalSteps length of rise and fall together
 */
public record WarmCosineSchedule(
        double startRate, double baseRate, double finalRate, long warmupSteps, long totalSteps) {

    public WarmCosineSchedule {
        if (!(startRate >= 0 && baseRate >= 0 && finalRate >= 0))
            throw new IllegalArgumentException(
                    "rates must not be negative, found " + startRate + ", " + baseRate + ", " + finalRate);
        if (warmupSteps < 0 || totalSteps < 0)
            throw new IllegalArgumentException(
                    "steps must not be negative, found warm-up " + warmupSteps + ", total " + totalSteps);
    }

    /**
     * @param step counted from 0
     */
    public double rate(long step) {
        if (step >= totalSteps) return finalRate;
        if (step < warmupSteps)
            return warmupSteps == 1 ? startRate : startRate + (baseRate - startRate) * step / (warmupSteps - 1);
        double progress = (double) (step - warmupSteps) / (totalSteps - warmupSteps);
        return finalRate + 0.5 * (baseRate - finalRate) * (1 + Math.cos(Math.PI * progress));
    }
}

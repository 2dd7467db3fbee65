package dev.robis.nn.inp;

/**
 * How the anomaly model is trained.
 *
 * @param batch images per step
 * @param totalSteps length of the schedule
 * @param warmupSteps steps of rising learning rate, part of the total
 * @param baseRate learning rate at the end of the warm-up
 * @param finalRate learning rate at the end
 * @param weightDecay of StableAdamW
 * @param maxGradientNorm gradients are scaled down to this norm over all tensors
 */
public record TrainingPlan(
        int batch,
        long totalSteps,
        long warmupSteps,
        double baseRate,
        double finalRate,
        double weightDecay,
        double maxGradientNorm) {

    public TrainingPlan {
        if (batch <= 0) throw new IllegalArgumentException("batch must be positive, found " + batch);
        if (!(maxGradientNorm > 0))
            throw new IllegalArgumentException("maxGradientNorm must be positive, found " + maxGradientNorm);
    }

    /** The reference's settings for a given length. */
    public static TrainingPlan reference(int batch, long totalSteps) {
        return new TrainingPlan(batch, totalSteps, 100, 1e-3, 1e-4, 1e-4, 0.1);
    }
}

package dev.robis.nn.inp;

/**
 * What one training step did.
 *
 * @param step counted from 1
 * @param loss reconstruction loss plus 0.2 times coherence loss, before the step
 * @param learningRate used by the step
 * @param gradientNorm over all tensors, before clipping
 */
public record StepReport(long step, double loss, double learningRate, double gradientNorm) {}

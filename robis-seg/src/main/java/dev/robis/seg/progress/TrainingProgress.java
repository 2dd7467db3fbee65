package dev.robis.seg.progress;

import java.time.Duration;

/**
 * Where training stands after a step.
 *
 * @param epoch counted from 1
 * @param epochs in all
 * @param step counted from 1 over all epochs
 * @param steps in all
 * @param loss of this step; not a number where a detector minimises none, and a step is an image
 * @param learningRate of this step; 0 where there is none
 * @param imagesPerSecond tiles, or images, per second since training began or was resumed
 * @param remaining estimated time left
 */
public record TrainingProgress(
        int epoch,
        int epochs,
        long step,
        long steps,
        double loss,
        double learningRate,
        double imagesPerSecond,
        Duration remaining) {}

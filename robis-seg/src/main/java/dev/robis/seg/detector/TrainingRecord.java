package dev.robis.seg.detector;

/**
 * How a bundle came to be.
 *
 * @param category name of the product
 * @param images training images
 * @param tiles training tiles
 * @param batchSize tiles per step; smaller than asked for where there were fewer tiles
 * @param steps optimiser steps
 * @param loss mean over the last epoch
 */
public record TrainingRecord(String category, int images, int tiles, int batchSize, long steps, double loss)
        implements Origin {}

package dev.robis.nn.graph.layer;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A linear layer {@code y = x W' + b} whose bias is not added yet. A fused operation adds it together with whatever follows,
 * in one pass over memory; {@link Layers#linear} adds it alone.
 *
 * @param product {@code x W'}, {@code [R, width]}
 * @param bias {@code b}, {@code [width]}
 * @param width channels of y
 */
public record Linear(SDVariable product, SDVariable bias, int width) {}

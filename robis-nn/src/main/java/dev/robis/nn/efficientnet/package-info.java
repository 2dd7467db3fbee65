/**
 * EfficientNet-Lite 0 to 4 as encoders: {@link dev.robis.nn.efficientnet.LiteVariant} names them, {@link
 * dev.robis.nn.efficientnet.EfficientNetLite} runs one.
 *
 * <p>Not a SameDiff graph: images differ in size from call to call, and a graph would have to be built and captured for every size.
 * Blocks run one after the other as written. Pointwise convolutions are products of the engine, the rest are loops over channels on
 * the Java heap, where the compiler makes vector instructions of them.
 */
package dev.robis.nn.efficientnet;

/**
 * Named tensors: where weights come from and go to. {@link dev.robis.nn.tensor.TensorSource} is the place to start
 * reading. Knows files and numbers, nothing of networks and nothing of ND4J.
 */
package dev.robis.nn.tensor;

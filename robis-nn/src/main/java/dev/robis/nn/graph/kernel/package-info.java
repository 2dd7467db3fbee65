/** Kernels of our own for the processor, with their gradients. */
package dev.robis.nn.graph.kernel;

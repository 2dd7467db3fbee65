/**
 * The layer vocabulary on SameDiff: {@link dev.robis.nn.graph.Scope} is how every network here is written. Knows
 * ND4J and named tensors, no architecture.
 */
package dev.robis.nn.graph;

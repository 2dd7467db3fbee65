/** Operations on a matrix and a vector, with derivatives of our own. */
package dev.robis.nn.graph.layer;

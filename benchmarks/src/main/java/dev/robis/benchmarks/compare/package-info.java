/**
 * Measures this library beside others, on the same inputs and weights, in one go. {@link
 * dev.robis.benchmarks.compare.Compare} directs; every contender is a process of its own that waits until it is asked,
 * so that only one of them computes at a time.
 */
package dev.robis.benchmarks.compare;

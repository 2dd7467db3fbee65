/** JMH benchmarks, each with a baseline beside it; {@code benchmarks/run} starts them. Figures are in docs/performance.md. */
package dev.robis.benchmarks;

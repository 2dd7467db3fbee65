/** Runs graphs. Start with {@link dev.robis.nn.graph.run.Session}. */
package dev.robis.nn.graph.run;

/** What we know about the engine, ND4J: how to start it, on what it runs, and how arrays cross to and from the Java heap. */
package dev.robis.nn.graph.engine;

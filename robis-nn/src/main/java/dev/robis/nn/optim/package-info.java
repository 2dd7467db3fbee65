/** What moves the weights: {@link dev.robis.nn.optim.StableAdamW} and its learning rate. Plain Java, no ND4J. */
package dev.robis.nn.optim;

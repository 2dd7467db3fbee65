/**
 * Vision transformers: backbones by name, their graphs, what their official checkpoints hold. Start with {@link
 * dev.robis.nn.vit.Backbone}.
 */
package dev.robis.nn.vit;

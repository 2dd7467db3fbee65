/** Vision transformers: backbones by name, their graphs. Start with {@link dev.robis.nn.vit.Backbone}. */
package dev.robis.nn.vit;

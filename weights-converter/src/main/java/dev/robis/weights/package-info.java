/**
 * Official checkpoints and their conversion to safetensors. {@link dev.robis.weights.Checkpoint} opens a file of any
 * known format, {@link dev.robis.weights.Architecture} recognises the network in it, and {@link
 * dev.robis.weights.Conversion} converts it. Files are treated as hostile: nothing in them is ever executed, no name in them
 * becomes a path, and every size in them is checked before it is used.
 */
@NullMarked
package dev.robis.weights;

import org.jspecify.annotations.NullMarked;

/**
 * Official checkpoints and their conversion to safetensors. {@link dev.robis.weights.Checkpoint} opens a file of any
 * known format, {@link dev.robis.weights.Architecture} recognises what is in it, and
 * {@link dev.robis.weights.Conversion} writes it anew. Files are taken for hostile: nothing in them is ever executed,
 * no name in them becomes a path, and no size in them is believed before it is checked.
 */
package dev.robis.weights;

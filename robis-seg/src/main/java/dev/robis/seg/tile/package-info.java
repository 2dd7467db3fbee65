/**
 * Large images as overlapping square tiles, and the maps of tiles as the map of an image.
 * {@link dev.robis.seg.tile.TileGrid} is the place to start reading, {@link dev.robis.seg.tile.TileMerger} the way
 * back.
 */
package dev.robis.seg.tile;

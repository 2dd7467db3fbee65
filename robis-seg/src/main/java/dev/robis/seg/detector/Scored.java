package dev.robis.seg.detector;

import boofcv.struct.image.GrayF32;

/**
 * The anomaly map of a tile and its place.
 *
 * @param place of the tile
 * @param map raw scores
 */
public record Scored<P>(P place, GrayF32 map) {}

package dev.robis.seg.score;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;

/**
 * A tile and its place.
 *
 * @param place where it belongs: a window of a grid, or the name of its file
 * @param pixels bands red, green, blue
 */
public record Placed<P>(P place, Planar<GrayU8> pixels) {}

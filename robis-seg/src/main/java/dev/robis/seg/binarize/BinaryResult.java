package dev.robis.seg.binarize;

import boofcv.struct.image.GrayU8;

/**
 * The mask of one map.
 *
 * @param mask of the size of the map; 1 where defective, else 0
 * @param threshold above which scores are defective, map units
 * @param regions that MEBin expects, 0 where it found none; erosion and the other rule may make the mask's number differ
 */
public record BinaryResult(GrayU8 mask, double threshold, int regions) {}

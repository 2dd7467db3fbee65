package dev.robis.seg.binarize;

import boofcv.struct.image.GrayU8;
import java.util.List;

/**
 * The mask of one map.
 *
 * @param mask of the size of the map; 1 where defective, else 0
 * @param threshold above which scores are defective, map units
 * @param regions that MEBin expects, 0 where it found none; erosion and the other rule may make the mask's number differ
 * @param cuts what each rule said; the lowest decided, before sensitivity moved it
 */
public record BinaryResult(GrayU8 mask, double threshold, int regions, List<Cut> cuts) {

    public BinaryResult {
        cuts = List.copyOf(cuts);
    }
}

package dev.robis.seg.image;

import boofcv.struct.image.GrayF32;

/** Maps in the precision of the reference, which stores them, and computes with them, as float16. */
public final class HalfPrecision {

    private HalfPrecision() {}

    /**
     * Rounds every value to the nearest half, ties to even.
     *
     * @param map may be a sub-image. Modified.
     */
    public static void round(GrayF32 map) {
        for (int y = 0; y < map.height; y++) {
            int from = map.startIndex + y * map.stride;
            for (int i = from; i < from + map.width; i++) map.data[i] = HalfFloat.round(map.data[i]);
        }
    }
}

package dev.robis.seg.map;

import boofcv.struct.image.GrayF32;
import dev.robis.nn.tensor.HalfFloat;

/**
 * Rounding to half precision, in which the reference keeps its maps: between 128 and 256 the spacing is 0.125. Values
 * stay float32 here; only their precision is that of a half.
 */
public final class HalfPrecision {

    private HalfPrecision() {}

    /** The nearest value that a half can hold, ties to even; infinite from 65520 on. */
    public static float round(float value) {
        return HalfFloat.toFloat(HalfFloat.fromFloat(value));
    }

    /**
     * Rounds every pixel.
     *
     * @param map anomaly map. Not modified.
     */
    public static GrayF32 round(GrayF32 map) {
        GrayF32 rounded = new GrayF32(map.width, map.height);
        for (int y = 0; y < map.height; y++) {
            int from = map.startIndex + y * map.stride;
            int to = y * map.width;
            for (int x = 0; x < map.width; x++) rounded.data[to + x] = round(map.data[from + x]);
        }
        return rounded;
    }
}

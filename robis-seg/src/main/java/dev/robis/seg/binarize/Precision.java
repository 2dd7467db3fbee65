package dev.robis.seg.binarize;

import boofcv.struct.image.GrayF32;
import dev.robis.nn.tensor.HalfFloat;

/** How scores and thresholds are rounded before they meet. */
public enum Precision {
    /**
     * As the reference under NumPy 1: scores, every step of stretching them, and thresholds are half-precision numbers
     * (above 128 they lie 0.125 apart), MEBin's thresholds whole ones.
     */
    HALF {
        @Override
        float round(float score) {
            return HalfFloat.toFloat(HalfFloat.fromFloat(score));
        }

        @Override
        double roundThreshold(double threshold) {
            return round(toOdd(threshold));
        }
    },

    /** Scores in single precision, thresholds in double precision, nothing rounded. */
    SINGLE {
        @Override
        float round(float score) {
            return score;
        }

        @Override
        double roundThreshold(double threshold) {
            return threshold;
        }
    };

    abstract float round(float score);

    abstract double roundThreshold(double threshold);

    /** A dense copy with rounded scores. */
    GrayF32 round(GrayF32 map) {
        Maps.requirePixels(map);
        GrayF32 rounded = new GrayF32(map.width, map.height);
        for (int y = 0, to = 0; y < map.height; y++) {
            int from = map.startIndex + y * map.stride;
            for (int x = 0; x < map.width; x++, to++) {
                float score = round(map.data[from + x]);
                Maps.requireFinite(score, x, y);
                rounded.data[to] = score;
            }
        }
        return rounded;
    }

    /** Rounded so that rounding again, to half precision, gives what rounding once would. */
    private static float toOdd(double value) {
        float near = (float) value;
        if (near == value) return near;
        int bits = Float.floatToRawIntBits(near);
        if (Math.abs((double) near) > Math.abs(value)) bits--;
        return Float.intBitsToFloat(bits | 1);
    }
}

package dev.robis.seg.config;

import boofcv.struct.image.GrayF32;
import java.util.Arrays;

/** How the score of an image is told from the scores of its pixels, before the map is enlarged to the image. */
public enum ImageScore {

    /** The largest, as in the reference. */
    MAXIMUM {
        @Override
        public float of(GrayF32 map) {
            return meanOfLargest(map, 1);
        }
    },

    /** The mean of the largest hundredth, of one pixel at least: less shaken by a single pixel. */
    TOP_PERCENT {
        @Override
        public float of(GrayF32 map) {
            return meanOfLargest(map, Math.max(1, map.width * map.height / 100));
        }
    };

    /** @param map with at least one pixel. Not modified. */
    public abstract float of(GrayF32 map);

    private static float meanOfLargest(GrayF32 map, int count) {
        float[] scores = new float[map.width * map.height];
        for (int y = 0; y < map.height; y++)
            System.arraycopy(map.data, map.startIndex + y * map.stride, scores, y * map.width, map.width);
        Arrays.sort(scores);
        double sum = 0;
        for (int i = scores.length - count; i < scores.length; i++) sum += scores[i];
        return (float) (sum / count);
    }
}

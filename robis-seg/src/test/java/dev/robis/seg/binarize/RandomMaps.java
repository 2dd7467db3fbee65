package dev.robis.seg.binarize;

import boofcv.struct.image.GrayF32;
import java.util.Arrays;
import java.util.Random;

/** Maps for properties. */
final class RandomMaps {

    private RandomMaps() {}

    /** Whole scores from 0 to 255, of one of four kinds: noise, few levels, blobs, tall and thin. */
    static GrayF32 next(Random random) {
        int kind = random.nextInt(4);
        int width = 1 + random.nextInt(kind == 3 ? 4 : 40);
        int height = 1 + random.nextInt(40);
        GrayF32 map = new GrayF32(width, height);
        int levels = kind == 1 ? 2 + random.nextInt(3) : 256;
        for (int i = 0; i < map.data.length; i++) map.data[i] = random.nextInt(levels) * (255 / (levels - 1));
        if (kind == 2) blobs(map, random);
        return map;
    }

    private static void blobs(GrayF32 map, Random random) {
        for (int i = 0; i < map.data.length; i++) map.data[i] /= 8;
        for (int blob = random.nextInt(6); blob > 0; blob--) {
            double column = random.nextInt(map.width);
            double row = random.nextInt(map.height);
            double spread = 1 + 6 * random.nextDouble();
            double height = 255 * random.nextDouble();
            for (int y = 0; y < map.height; y++)
                for (int x = 0; x < map.width; x++) {
                    double score = height * Math.exp(-Math.pow(Math.hypot(x - column, y - row) / spread, 2));
                    map.set(x, y, (float) Math.rint(Math.max(map.get(x, y), score)));
                }
        }
    }

    /** The same map inside a larger one, whose other scores are not numbers. */
    static GrayF32 subimage(GrayF32 map, Random random) {
        int left = 1 + random.nextInt(5);
        int top = 1 + random.nextInt(5);
        GrayF32 around = new GrayF32(map.width + left + 3, map.height + top + 2);
        Arrays.fill(around.data, Float.NaN);
        GrayF32 inside = around.subimage(left, top, left + map.width, top + map.height);
        inside.setTo(map);
        return inside;
    }
}

package dev.robis.seg.map;

import boofcv.struct.image.GrayF32;
import java.util.Random;

/** Random maps for tests. */
final class Maps {

    private Maps() {}

    static GrayF32 random(Random random, int width, int height) {
        GrayF32 map = new GrayF32(width, height);
        for (int i = 0; i < map.data.length; i++) map.data[i] = random.nextFloat();
        return map;
    }

    /** The same pixels inside a larger image of other values. */
    static GrayF32 asSubImage(Random random, GrayF32 map) {
        GrayF32 around = random(random, map.width + 5, map.height + 4);
        GrayF32 inside = around.subimage(3, 2, 3 + map.width, 2 + map.height);
        inside.setTo(map);
        return inside;
    }
}

package dev.robis.seg.image;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.util.random.RandomGenerator;

/** Random images, whole and as parts of larger ones, and their comparison. */
final class TestImages {

    private TestImages() {}

    static Planar<GrayU8> random(RandomGenerator random, int width, int height) {
        Planar<GrayU8> image = new Planar<>(GrayU8.class, width, height, 3);
        for (GrayU8 band : image.bands) random.nextBytes(band.data);
        return image;
    }

    static GrayF32 randomMap(RandomGenerator random, int width, int height) {
        GrayF32 map = new GrayF32(width, height);
        for (int i = 0; i < map.data.length; i++) map.data[i] = 255 * random.nextFloat();
        return map;
    }

    /** The same pixels within a larger image. */
    static Planar<GrayU8> asSubimage(Planar<GrayU8> image) {
        Planar<GrayU8> larger = new Planar<>(GrayU8.class, image.width + 7, image.height + 5, image.getNumBands());
        for (int b = 0; b < image.getNumBands(); b++)
            for (int y = 0; y < image.height; y++)
                for (int x = 0; x < image.width; x++)
                    larger.getBand(b).set(x + 3, y + 2, image.getBand(b).get(x, y));
        return larger.subimage(3, 2, 3 + image.width, 2 + image.height, null);
    }

    static GrayF32 asSubimage(GrayF32 map) {
        GrayF32 larger = new GrayF32(map.width + 7, map.height + 5);
        for (int y = 0; y < map.height; y++)
            for (int x = 0; x < map.width; x++) larger.set(x + 3, y + 2, map.get(x, y));
        return larger.subimage(3, 2, 3 + map.width, 2 + map.height, null);
    }

    static void assertSame(Planar<GrayU8> actual, Planar<GrayU8> expected) {
        assertThat(actual.getNumBands()).isEqualTo(expected.getNumBands());
        for (int b = 0; b < expected.getNumBands(); b++) assertSame(actual.getBand(b), expected.getBand(b));
    }

    static void assertSame(GrayU8 actual, GrayU8 expected) {
        assertThat(new int[] {actual.width, actual.height}).containsExactly(expected.width, expected.height);
        for (int y = 0; y < expected.height; y++)
            for (int x = 0; x < expected.width; x++)
                if (actual.get(x, y) != expected.get(x, y))
                    throw new AssertionError(
                            "x=" + x + ", y=" + y + ": expected " + expected.get(x, y) + ", found " + actual.get(x, y));
    }

    /** Bit by bit, so that one not-a-number equals another and 0 does not equal -0. */
    static void assertSame(GrayF32 actual, GrayF32 expected) {
        assertThat(new int[] {actual.width, actual.height}).containsExactly(expected.width, expected.height);
        for (int y = 0; y < expected.height; y++)
            for (int x = 0; x < expected.width; x++)
                if (Float.compare(actual.get(x, y), expected.get(x, y)) != 0)
                    throw new AssertionError(
                            "x=" + x + ", y=" + y + ": expected " + expected.get(x, y) + ", found " + actual.get(x, y));
    }
}

package dev.robis.seg.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Properties of the resize; its exact values are those of the golden cases. */
class PillowResizeTest {

    private static PillowResize resize(int width, int height, int toWidth, int toHeight) {
        return new PillowResize(new ImageSize(width, height), new ImageSize(toWidth, toHeight));
    }

    @RepeatedTest(30)
    void fixedPointStaysWithinOneStepOfTheFormula() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int width = 1 + random.nextInt(70), height = 1 + random.nextInt(70);
        int toWidth = 1 + random.nextInt(70), toHeight = 1 + random.nextInt(70);
        GrayU8 image = TestImages.random(random, width, height).getBand(0);

        GrayU8 resized = resize(width, height, toWidth, toHeight).apply(image);

        double[][] across = weights(width, toWidth), down = weights(height, toHeight);
        for (int y = 0; y < toHeight; y++)
            for (int x = 0; x < toWidth; x++) {
                double exact = 0;
                for (int v = 0; v < height; v++)
                    for (int u = 0; u < width; u++) exact += across[x][u] * down[y][v] * image.get(u, v);
                if (Math.abs(resized.get(x, y) - exact) > 1.01) // half a step of each pass
                throw new AssertionError("seed " + seed + ", " + width + "x" + height + " to " + toWidth + "x"
                        + toHeight + ", x=" + x + ", y=" + y + ": expected about " + exact + ", found "
                        + resized.get(x, y));
            }
    }

    /** Per output pixel, a triangle around its centre over all input pixels, of sum 1. */
    private static double[][] weights(int in, int out) {
        double scale = (double) in / out;
        double[][] weights = new double[out][in];
        for (int i = 0; i < out; i++) {
            double centre = (i + 0.5) * scale;
            for (int u = 0; u < in; u++)
                weights[i][u] = Math.max(0, 1 - Math.abs(u + 0.5 - centre) / Math.max(scale, 1));
            double sum = Arrays.stream(weights[i]).sum();
            for (int u = 0; u < in; u++) weights[i][u] /= sum;
        }
        return weights;
    }

    @Test
    void aFlatImageStaysFlat() {
        for (int value : new int[] {0, 1, 127, 254, 255})
            for (int[] to : new int[][] {{7, 5}, {13, 40}, {90, 1}}) {
                GrayU8 image = new GrayU8(31, 23);
                Arrays.fill(image.data, (byte) value);
                GrayU8 resized = resize(31, 23, to[0], to[1]).apply(image);
                for (byte pixel : resized.data) assertThat(pixel & 0xff).isEqualTo(value);
            }
    }

    @Test
    void theSameSizeIsACopy() {
        Planar<GrayU8> image = TestImages.random(new Random(5), 20, 10);
        Planar<GrayU8> copy = resize(20, 10, 20, 10).apply(image);
        TestImages.assertSame(copy, image);
        assertThat(copy.getBand(0).data).isNotSameAs(image.getBand(0).data);
    }

    @Test
    void aSubimageGivesWhatItsCopyGives() {
        Planar<GrayU8> image = TestImages.random(new Random(6), 33, 21);
        for (int[] to : new int[][] {{20, 30}, {33, 30}, {20, 21}, {33, 21}}) {
            PillowResize resize = resize(33, 21, to[0], to[1]);
            TestImages.assertSame(resize.apply(TestImages.asSubimage(image)), resize.apply(image));
        }
    }

    @Test
    void anotherSizeIsRefused() {
        assertThatThrownBy(() -> resize(20, 10, 5, 5).apply(new GrayU8(10, 20)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("20x10", "10x20");
        assertThatThrownBy(() -> resize(20, 10, 0, 5)).hasMessageContaining("0x5");
    }

    @Test
    void oneInstanceServesManyThreads() throws Exception {
        PillowResize resize = resize(100, 80, 37, 53);
        Planar<GrayU8> image = TestImages.random(new Random(7), 100, 80);
        Planar<GrayU8> expected = resize.apply(image);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int t = 0; t < 40; t++)
                tasks.add(() -> {
                    TestImages.assertSame(resize.apply(image), expected);
                    return null;
                });
            for (Future<Void> done : pool.invokeAll(tasks)) done.get();
        } finally {
            pool.shutdown();
        }
    }
}

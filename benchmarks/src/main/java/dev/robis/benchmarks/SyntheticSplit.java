package dev.robis.benchmarks;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import dev.robis.eval.ImageResult;
import java.util.Random;

/**
 * Maps and ground truths as of a real split: smooth normal scores, half of the images with a few blobs that score higher.
 * The same for equal arguments.
 */
public final class SyntheticSplit {

    private static final int GRID = 16;

    private SyntheticSplit() {}

    /** A map of float32 scores, nearly all distinct. */
    public static GrayF32 map(int index, int width, int height, GrayU8 truth) {
        Random random = new Random(index);
        float[] coarse = new float[(width / GRID + 2) * (height / GRID + 2)];
        for (int i = 0; i < coarse.length; i++) coarse[i] = 40 + 15 * (float) random.nextGaussian();
        GrayF32 map = new GrayF32(width, height);
        int columns = width / GRID + 2;
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                int at = y / GRID * columns + x / GRID;
                float u = x % GRID / (float) GRID, v = y % GRID / (float) GRID;
                float above = (1 - u) * coarse[at] + u * coarse[at + 1];
                float below = (1 - u) * coarse[at + columns] + u * coarse[at + columns + 1];
                float defect = truth != null && truth.get(x, y) != 0 ? 25 : 0;
                map.set(x, y, (1 - v) * above + v * below + defect + 5 * random.nextFloat());
            }
        return map;
    }

    /** As an evaluator takes it; without a ground truth it is good. */
    static ImageResult result(int index, GrayF32 map, GrayU8 truth) {
        String name = "image " + index;
        return (truth == null ? ImageResult.good(name) : ImageResult.bad(name).withGroundTruth(truth)).withMap(map);
    }

    /** One to five discs of radius 3 to 30; none at all, null, for every other image. */
    public static GrayU8 truth(int index, int width, int height) {
        if (index % 2 == 1) return null;
        Random random = new Random(~index);
        GrayU8 truth = new GrayU8(width, height);
        for (int disc = 1 + random.nextInt(5); disc > 0; disc--) {
            int radius = 3 + random.nextInt(28), cx = random.nextInt(width), cy = random.nextInt(height);
            for (int y = Math.max(0, cy - radius); y < Math.min(height, cy + radius); y++)
                for (int x = Math.max(0, cx - radius); x < Math.min(width, cx + radius); x++)
                    if ((x - cx) * (x - cx) + (y - cy) * (y - cy) < radius * radius) truth.set(x, y, 1);
        }
        return truth;
    }
}

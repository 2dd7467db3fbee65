package dev.robis.eval.html;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import dev.robis.eval.ConfusionMatrix;
import dev.robis.eval.ImageResult.Label;
import dev.robis.eval.overlay.HeatScale;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Map, mask and ground truth of an image as the page holds them: reduced, the map in 256 levels.
 *
 * <p>A reduced pixel has the largest score of the pixels it stands for, and is marked if one of them is. So nothing small
 * vanishes, and a threshold gives the same mask before reduction and after it.
 *
 * @param width of the reduced images
 * @param height of the reduced images
 * @param levels the score in 255ths of the scale's top, rounded down and clamped: at level k is what scores at least k/255 of
 *     the top
 * @param found the predicted mask, 0 or 1
 * @param truth the ground truth, 0 or 1; empty where it is not known
 * @param score the largest of the map
 */
record Planes(int width, int height, byte[] levels, byte[] found, Optional<byte[]> truth, float score) {

    /** One beyond the highest level: marks nothing. */
    static final int NOTHING = 256;

    private static final int TOP = 255;

    static Planes of(ReportImage image, HeatScale scale, int maxSide) {
        Reduction to = Reduction.within(image.map().width, image.map().height, maxSide);
        byte[] levels = new byte[to.width() * to.height()];
        float score = reduce(image.name(), image.map(), scale, to, levels);
        return new Planes(
                to.width(),
                to.height(),
                levels,
                any(image.mask(), to),
                image.label() == Label.GOOD
                        ? Optional.of(new byte[levels.length])
                        : image.groundTruth().map(truth -> any(truth, to)),
                score);
    }

    private static byte[] any(GrayU8 mask, Reduction to) {
        return to.from(mask.width, mask.height).any(mask);
    }

    private static float reduce(String name, GrayF32 map, HeatScale scale, Reduction to, byte[] levels) {
        float maximum = Float.NEGATIVE_INFINITY;
        for (int y = 0; y < map.height; y++) {
            int from = map.startIndex + y * map.stride;
            for (int x = 0; x < map.width; x++) {
                float score = map.data[from + x];
                if (Float.isNaN(score))
                    throw new IllegalArgumentException(
                            name + ": expected scores, found NaN at column " + x + ", row " + y + " of the map");
                maximum = Math.max(maximum, score);
                int at = to.index(x, y);
                levels[at] = (byte) Math.max(levels[at] & TOP, level(score, scale));
            }
        }
        return maximum;
    }

    private static int level(float score, HeatScale scale) {
        return (int) Math.max(0, Math.min(TOP, Math.floor(score * (double) TOP / scale.max())));
    }

    /** The level that marks what scores at least as much as a threshold. */
    static int levelOf(double threshold, HeatScale scale) {
        return (int) Math.max(0, Math.min(NOTHING, Math.ceil(threshold * TOP / scale.max())));
    }

    /** The level whose mask overlaps most with the predicted one, by their intersection over union; the highest of equals. */
    int nearestLevel() {
        long[] inside = new long[NOTHING];
        long[] outside = new long[NOTHING];
        long marked = 0;
        for (int i = 0; i < levels.length; i++) {
            (found[i] != 0 ? inside : outside)[levels[i] & TOP]++;
            marked += found[i];
        }
        if (marked == 0) return highestLevel() + 1;
        int nearest = NOTHING;
        double most = 0;
        long common = 0;
        long surplus = 0;
        for (int level = TOP; level >= 0; level--) {
            common += inside[level];
            surplus += outside[level];
            double overlap = (double) common / (marked + surplus);
            if (overlap <= most) continue;
            most = overlap;
            nearest = level;
        }
        return nearest;
    }

    private int highestLevel() {
        int highest = 0;
        for (byte level : levels) highest = Math.max(highest, level & TOP);
        return highest;
    }

    boolean marksAnything() {
        for (byte pixel : found) if (pixel != 0) return true;
        return false;
    }

    /** F1 of the predicted mask's pixels; empty where the ground truth is not known or marks nothing. */
    OptionalDouble f1() {
        if (truth.isEmpty()) return OptionalDouble.empty();
        long hit = 0;
        long surplus = 0;
        long missed = 0;
        for (int i = 0; i < found.length; i++) {
            int both = truth.get()[i] << 1 | found[i];
            if (both == 3) hit++;
            else if (both == 1) surplus++;
            else if (both == 2) missed++;
        }
        return new ConfusionMatrix(hit, surplus, missed, found.length - hit - surplus - missed).f1();
    }

    /**
     * For the page: the differences of each level to the one on its left, then for each pixel found + 2 truth, all in a zlib
     * stream.
     */
    byte[] packed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            byte[] plane = new byte[levels.length];
            for (int i = 0; i < plane.length; i++)
                plane[i] = (byte) (i % width == 0 ? levels[i] : levels[i] - levels[i - 1]);
            out.write(plane);
            for (int i = 0; i < plane.length; i++)
                plane[i] = (byte) (found[i] + (truth.isPresent() ? 2 * truth.get()[i] : 0));
            out.write(plane);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // not from an array in memory
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }
}

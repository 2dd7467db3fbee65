package dev.robis.eval;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What the reference makes of a mask and of a ground truth before it compares them. */
final class ReferenceImages {

    private static final int RADIUS = 2;
    private static final int SIDE = 2 * RADIUS + 1;
    private static final float[] BLUR = gaussian(4);

    private ReferenceImages() {}

    /**
     * The mask as scores: 0 and 1, resized to a square, blurred.
     *
     * @param mask not 0 is set. Not modified.
     */
    static GrayF32 scores(GrayU8 mask, OptionalInt side) {
        GrayF32 scores = new GrayF32(mask.width, mask.height);
        for (int y = 0, i = 0; y < mask.height; y++) {
            int from = mask.startIndex + y * mask.stride;
            for (int x = 0; x < mask.width; x++, i++) scores.data[i] = mask.data[from + x] != 0 ? 1 : 0;
        }
        if (side.isPresent()) scores = AntialiasedResize.of(scores, side.getAsInt(), side.getAsInt());
        return blurred(scores);
    }

    /**
     * The nearest pixels of a square.
     *
     * @param mask null for a good image. Not modified.
     */
    static @Nullable GrayU8 groundTruth(@Nullable GrayU8 mask, OptionalInt side) {
        if (mask == null || side.isEmpty()) return mask;
        return NearestResize.of(mask, side.getAsInt(), side.getAsInt());
    }

    /** All scores, ascending. */
    static float[] sorted(GrayF32 scores) {
        float[] sorted = scores.data.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** Mean of the largest tenth, rounded down to whole pixels but one at least. */
    static double topTenth(float[] sorted) {
        int count = Math.max(1, (int) (sorted.length * 0.1));
        double sum = 0;
        for (int i = sorted.length - count; i < sorted.length; i++) sum += sorted[i];
        return sum / count;
    }

    /**
     * In float32 and in the order of PyTorch's convolution, one fused multiply-add per weight: which scores of a blurred mask are
     * equal depends on it, and so do the metrics. Outside the image is 0.
     */
    private static GrayF32 blurred(GrayF32 image) {
        GrayF32 result = new GrayF32(image.width, image.height);
        for (int y = 0, i = 0; y < image.height; y++)
            for (int x = 0; x < image.width; x++) result.data[i++] = blurred(image, x, y);
        return result;
    }

    private static float blurred(GrayF32 image, int x, int y) {
        float sum = 0;
        for (int dy = -RADIUS; dy <= RADIUS; dy++) {
            if (y + dy < 0 || y + dy >= image.height) continue;
            int row = (y + dy) * image.width;
            int weight = (dy + RADIUS) * SIDE + RADIUS;
            for (int dx = Math.max(-RADIUS, -x); dx <= Math.min(RADIUS, image.width - 1 - x); dx++)
                sum = Math.fma(BLUR[weight + dx], image.data[row + x + dx], sum);
        }
        return sum;
    }

    /** Rounded where the reference rounds. */
    private static float[] gaussian(double sigma) {
        float peak = (float) (1 / (2 * Math.PI * sigma * sigma));
        float[] weights = new float[SIDE * SIDE];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            int dx = i % SIDE - RADIUS;
            int dy = i / SIDE - RADIUS;
            weights[i] = peak * (float) Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) weights[i] /= (float) sum;
        return weights;
    }
}

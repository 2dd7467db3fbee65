package dev.robis.seg.image;

import boofcv.concurrency.BoofConcurrency;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.util.Arrays;

/**
 * Bilinear resize of 8-bit images, bit by bit that of Pillow 9.4 ({@code Image.resize(size, BILINEAR)}), and so that
 * of torchvision's {@code Resize} on a PIL image: antialiased when shrinking, horizontal before vertical, each rounded
 * to eight bits. BoofCV's resize samples without antialiasing. Large images are shared out among the cores.
 *
 * <p>Immutable: one instance serves all images of its size, concurrently.
 */
public final class PillowResize {

    /** Fewer are not worth another core. */
    private static final int ROWS = 100;

    private final ImageSize from;
    private final ImageSize to;
    private final Taps horizontal;
    private final Taps vertical;

    public PillowResize(ImageSize from, ImageSize to) {
        this.from = from;
        this.to = to;
        horizontal = new Taps(from.width(), to.width());
        vertical = new Taps(from.height(), to.height());
    }

    /**
     * Enlarges a small image, so that a network sees its details as large as it learned them.
     *
     * @param image may be a sub-image. Not modified.
     * @param shorterSide pixels that the shorter side has at least; the other side keeps the aspect ratio
     * @return the image itself if it is large enough
     */
    public static Planar<GrayU8> atLeast(Planar<GrayU8> image, int shorterSide) {
        double scale = (double) shorterSide / Math.min(image.width, image.height);
        if (scale <= 1) return image;
        ImageSize size = new ImageSize((int) Math.rint(image.width * scale), (int) Math.rint(image.height * scale));
        return new PillowResize(new ImageSize(image.width, image.height), size).apply(image);
    }

    /**
     * @param image of the size to resize from; may be a sub-image. Not modified.
     * @return a new image with as many bands
     */
    public Planar<GrayU8> apply(Planar<GrayU8> image) {
        Planar<GrayU8> resized = new Planar<>(GrayU8.class, to.width(), to.height(), image.getNumBands());
        for (int b = 0; b < image.getNumBands(); b++) resized.setBand(b, apply(image.getBand(b)));
        return resized;
    }

    /**
     * @param image of the size to resize from; may be a sub-image. Not modified.
     * @return a new image
     */
    public GrayU8 apply(GrayU8 image) {
        if (image.width != from.width() || image.height != from.height())
            throw new IllegalArgumentException(
                    "expected an image of " + from + ", found " + image.width + "x" + image.height);
        GrayU8 narrow = from.width() == to.width() ? image : horizontally(image);
        if (from.height() == to.height()) return narrow == image ? image.clone() : narrow;
        return vertically(narrow);
    }

    private GrayU8 horizontally(GrayU8 image) {
        GrayU8 result = new GrayU8(to.width(), image.height);
        BoofConcurrency.loopBlocks(0, image.height, ROWS, (top, bottom) -> {
            for (int y = top; y < bottom; y++) {
                int row = image.startIndex + y * image.stride;
                for (int x = 0; x < result.width; x++) {
                    int at = row + horizontal.first(x), count = horizontal.count(x), sum = Taps.HALF;
                    for (int t = 0; t < count; t++) sum += horizontal.weight(x, t) * (image.data[at + t] & 0xff);
                    result.data[y * result.width + x] = Taps.pixel(sum);
                }
            }
        });
        return result;
    }

    private GrayU8 vertically(GrayU8 image) {
        GrayU8 result = new GrayU8(image.width, to.height());
        BoofConcurrency.loopBlocks(0, result.height, ROWS, (top, bottom) -> {
            int[] sums = new int[image.width]; // row by row rather than column by column, for the cache
            for (int y = top; y < bottom; y++) {
                Arrays.fill(sums, Taps.HALF);
                for (int t = 0; t < vertical.count(y); t++) {
                    int row = image.startIndex + (vertical.first(y) + t) * image.stride, weight = vertical.weight(y, t);
                    for (int x = 0; x < sums.length; x++) sums[x] += weight * (image.data[row + x] & 0xff);
                }
                for (int x = 0; x < sums.length; x++) result.data[y * result.width + x] = Taps.pixel(sums[x]);
            }
        });
        return result;
    }
}

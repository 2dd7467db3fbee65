package dev.robis.seg.image;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.util.ArrayList;
import java.util.List;

/**
 * What INP-Former makes of each image of a few-shot training: 22 images, without chance. The image itself; turned by ±11.25,
 * ±22.5, ±33.75 and ±45 degrees; moved by a tenth and a twentieth of its side in four directions; mirrored left to right;
 * grey; turned by quarters, anticlockwise. Sampling is bilinear, with the image reflected beyond its edges ({@code grid_sample} with
 * {@code reflection} and no aligned corners).
 *
 * <p>Deviation: bytes instead of floats, so that a sample is rounded to a grey level. Grey is made of normalised bands, as
 * there, which leaves a faint tint.
 */
public final class ShotAugmentation {

    private static final double[] TURNS = {-4, -3, -2, -1, 1, 2, 3, 4}; // sixteenths of pi
    private static final double[][] MOVES = {
        {0.1, 0.1}, {-0.1, 0.1}, {-0.1, -0.1}, {0.1, -0.1}, {0.05, 0.05}, {-0.05, 0.05}, {-0.05, -0.05}, {0.05, -0.05}
    };
    private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

    /** Images made of one. */
    public static final int IMAGES = 1 + TURNS.length + MOVES.length + 2 + 3;

    private ShotAugmentation() {}

    /**
     * @param image square, bands red, green, blue; may be a sub-image. Not modified.
     * @return {@link #IMAGES} images of that size, the first of them {@code image} itself
     */
    public static List<Planar<GrayU8>> apply(Planar<GrayU8> image) {
        if (image.width != image.height)
            throw new IllegalArgumentException(
                    "expected a square image, found " + image.width + "x" + image.height + " (width x height)");
        List<Planar<GrayU8>> all = new ArrayList<>(List.of(image));
        for (double turn : TURNS) all.add(turned(image, turn * Math.PI / 16));
        for (double[] move : MOVES) all.add(sampled(image, 1, 0, move[0] * image.width, move[1] * image.height));
        all.add(mirrored(image));
        all.add(grey(image));
        for (int quarters = 1; quarters <= 3; quarters++) all.add(turned(image, quarters * Math.PI / 2));
        return all;
    }

    private static Planar<GrayU8> turned(Planar<GrayU8> image, double angle) {
        return sampled(image, Math.cos(angle), Math.sin(angle), 0, 0);
    }

    /** Output pixel (x, y) around the centre shows the image at (cos x - sin y + right, sin x + cos y + down). */
    private static Planar<GrayU8> sampled(Planar<GrayU8> image, double cos, double sin, double right, double down) {
        int side = image.width;
        double centre = (side - 1) / 2.0;
        Planar<GrayU8> result = new Planar<>(GrayU8.class, side, side, image.getNumBands());
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) {
                double atX = reflected(cos * (x - centre) - sin * (y - centre) + centre + right, side);
                double atY = reflected(sin * (x - centre) + cos * (y - centre) + centre + down, side);
                int left = (int) atX, top = (int) atY;
                int next = Math.min(left + 1, side - 1), below = Math.min(top + 1, side - 1);
                double shareX = atX - left, shareY = atY - top;
                for (int band = 0; band < image.getNumBands(); band++) {
                    GrayU8 from = image.getBand(band);
                    double above = (1 - shareX) * from.unsafe_get(left, top) + shareX * from.unsafe_get(next, top);
                    double under = (1 - shareX) * from.unsafe_get(left, below) + shareX * from.unsafe_get(next, below);
                    result.getBand(band).unsafe_set(x, y, (int) Math.round((1 - shareY) * above + shareY * under));
                }
            }
        return result;
    }

    /** Mirrored at the outer edges of the pixels at both ends, then kept between their centres. */
    private static double reflected(double at, int side) {
        double period = Math.abs(at + 0.5) % (2.0 * side);
        double inside = (period > side ? 2 * side - period : period) - 0.5;
        return Math.max(0, Math.min(inside, side - 1));
    }

    private static Planar<GrayU8> mirrored(Planar<GrayU8> image) {
        Planar<GrayU8> result = new Planar<>(GrayU8.class, image.width, image.height, image.getNumBands());
        for (int band = 0; band < image.getNumBands(); band++)
            for (int y = 0; y < image.height; y++)
                for (int x = 0; x < image.width; x++)
                    result.getBand(band).unsafe_set(x, y, image.getBand(band).unsafe_get(image.width - 1 - x, y));
        return result;
    }

    private static Planar<GrayU8> grey(Planar<GrayU8> image) {
        Normalization scale = Normalization.IMAGENET;
        Planar<GrayU8> result = new Planar<>(GrayU8.class, image.width, image.height, LUMA.length);
        for (int y = 0; y < image.height; y++)
            for (int x = 0; x < image.width; x++) {
                float luma = 0;
                for (int band = 0; band < LUMA.length; band++)
                    luma += LUMA[band]
                            * (image.getBand(band).unsafe_get(x, y) / 255f
                                    - scale.mean().get(band))
                            / scale.std().get(band);
                for (int band = 0; band < LUMA.length; band++) {
                    float value =
                            255 * (luma * scale.std().get(band) + scale.mean().get(band));
                    result.getBand(band).unsafe_set(x, y, Math.max(0, Math.min(255, Math.round(value))));
                }
            }
        return result;
    }
}

package dev.robis.eval.overlay;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.ImageBase;
import boofcv.struct.image.Planar;
import java.util.Arrays;

/**
 * Draws maps and masks on photographs. Photograph, map and mask have the same size. Arguments are never modified, and results
 * belong to the caller. Stateless, safe for concurrent use.
 */
public final class Overlays {

    /** Colour for the contour of a predicted mask, {@code 0xRRGGBB}. */
    public static final int FOUND = 0xff3b30;

    /** Colour for the contour of the ground truth, {@code 0xRRGGBB}. */
    public static final int TRUTH = 0x00d0ff;

    /** Share of the colour where the score reaches the maximum of the scale; the rest is the photograph. */
    public static final float MOST_HEAT = 0.75f;

    private static final int GAP = 4;

    private Overlays() {}

    /** Colours a photograph by the scores of a map. The higher a score, the less of the photograph is visible. */
    public static Planar<GrayU8> heat(Planar<GrayU8> image, GrayF32 map, HeatScale scale) {
        requireSize(image, map);
        Planar<GrayU8> picture = image.createSameShape();
        for (int y = 0; y < image.height; y++)
            for (int x = 0; x < image.width; x++) {
                float score = map.unsafe_get(x, y);
                float share = MOST_HEAT * scale.share(score);
                set(picture, x, y, Blend.of(get(image, x, y), scale.colour(score), share));
            }
        return picture;
    }

    /**
     * Draws the contour of a mask: those of its pixels that touch another pixel, or the border of the image.
     *
     * @param mask every pixel other than 0 is inside
     * @param colour {@code 0xRRGGBB}
     */
    public static Planar<GrayU8> contour(Planar<GrayU8> image, GrayU8 mask, int colour) {
        requireSize(image, mask);
        Planar<GrayU8> picture = image.clone();
        for (int y = 0; y < mask.height; y++)
            for (int x = 0; x < mask.width; x++)
                if (mask.unsafe_get(x, y) != 0 && onEdge(mask, x, y)) set(picture, x, y, colour);
        return picture;
    }

    /** Puts pictures of one height next to each other, with a white gap between them. */
    @SafeVarargs
    public static Planar<GrayU8> sideBySide(Planar<GrayU8>... pictures) {
        int width = -GAP;
        for (Planar<GrayU8> picture : pictures) width += picture.width + GAP;
        Planar<GrayU8> panel = new Planar<>(GrayU8.class, width, pictures[0].height, 3);
        for (int band = 0; band < 3; band++) Arrays.fill(panel.getBand(band).data, (byte) 255);
        int left = 0;
        for (Planar<GrayU8> picture : pictures) {
            panel.subimage(left, 0, left + picture.width, picture.height).setTo(picture);
            left += picture.width + GAP;
        }
        return panel;
    }

    private static boolean onEdge(GrayU8 mask, int x, int y) {
        return x == 0
                || y == 0
                || x == mask.width - 1
                || y == mask.height - 1
                || mask.unsafe_get(x - 1, y) == 0
                || mask.unsafe_get(x + 1, y) == 0
                || mask.unsafe_get(x, y - 1) == 0
                || mask.unsafe_get(x, y + 1) == 0;
    }

    private static int get(Planar<GrayU8> image, int x, int y) {
        int colour = 0;
        for (int band = 0; band < 3; band++)
            colour = colour << 8 | image.getBand(band).unsafe_get(x, y);
        return colour;
    }

    private static void set(Planar<GrayU8> image, int x, int y, int colour) {
        for (int band = 0; band < 3; band++) image.getBand(band).unsafe_set(x, y, (colour >> (16 - 8 * band)) & 255);
    }

    private static void requireSize(ImageBase<?> image, ImageBase<?> other) {
        if (image.width != other.width || image.height != other.height)
            throw new IllegalArgumentException("expected " + image.width + "x" + image.height
                    + " pixels as the image has, found " + other.width + "x" + other.height);
    }
}

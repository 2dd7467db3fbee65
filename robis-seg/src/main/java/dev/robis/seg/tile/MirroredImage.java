package dev.robis.seg.tile;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;

/** Gives small images the size of a tile without an edge that looks like a defect. */
public final class MirroredImage {

    private MirroredImage() {}

    /**
     * An image at least as wide and high as asked for: mirrored at its right and lower edge as often as it takes.
     *
     * @param image may be a sub-image. Not modified.
     * @return the image itself if it is large enough
     */
    public static Planar<GrayU8> atLeast(Planar<GrayU8> image, int side) {
        if (image.width >= side && image.height >= side) return image;
        int width = Math.max(image.width, side);
        int height = Math.max(image.height, side);
        Planar<GrayU8> larger = new Planar<>(GrayU8.class, width, height, image.getNumBands());
        for (int band = 0; band < image.getNumBands(); band++) {
            GrayU8 from = image.getBand(band);
            GrayU8 to = larger.getBand(band);
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++)
                    to.unsafe_set(x, y, from.unsafe_get(mirror(x, image.width), mirror(y, image.height)));
        }
        return larger;
    }

    /** The edge pixel is its own neighbour, as in a mirror. */
    private static int mirror(int at, int size) {
        int inPeriod = at % (2 * size);
        return inPeriod < size ? inPeriod : 2 * size - 1 - inPeriod;
    }
}

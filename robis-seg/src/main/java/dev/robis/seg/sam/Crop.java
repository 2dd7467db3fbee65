package dev.robis.seg.sam;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of an image that is searched by itself.
 *
 * @param box in the image
 * @param layer 0 for the image itself; layer n is cut into 2ⁿ × 2ⁿ crops
 */
record Crop(BoundingBox box, int layer) {

    /** A mask that ends this close to the edge of its crop, in pixels, may go on beyond it. */
    private static final int EDGE = 20;

    /**
     * The image itself, then the crops of all layers, each from left to right and within that from top to bottom.
     *
     * @param overlapRatio of the first layer, as a share of the image's shorter side
     * @throws IllegalArgumentException if the image is too small to be cut that often
     */
    static List<Crop> of(int width, int height, int layers, double overlapRatio) {
        List<Crop> crops = new ArrayList<>();
        crops.add(new Crop(new BoundingBox(0, 0, width, height), 0));
        for (int layer = 1; layer <= layers; layer++) {
            int perSide = 1 << layer;
            int overlap = (int) (overlapRatio * Math.min(width, height) * (2.0 / perSide));
            int cropWidth = length(width, perSide, overlap);
            int cropHeight = length(height, perSide, overlap);
            for (int column = 0; column < perSide; column++)
                for (int row = 0; row < perSide; row++) {
                    int x = column * (cropWidth - overlap);
                    int y = row * (cropHeight - overlap);
                    if (x >= width || y >= height)
                        throw new IllegalArgumentException("an image of " + width + "x" + height
                                + " is too small for crop layer " + layer + " of " + perSide + "x" + perSide);
                    crops.add(new Crop(
                            new BoundingBox(x, y, Math.min(cropWidth, width - x), Math.min(cropHeight, height - y)),
                            layer));
                }
        }
        return crops;
    }

    /** So long that the crops and their overlaps cover the side. */
    private static int length(int side, int crops, int overlap) {
        return (int) Math.ceil((overlap * (crops - 1L) + side) / (double) crops);
    }

    /**
     * Whether a mask may be cut off: its box ends at an edge of this crop that is no edge of the image.
     *
     * @param mask box in the image
     */
    boolean mayCut(BoundingBox mask, int imageWidth, int imageHeight) {
        return cuts(mask.x(), box.x(), 0)
                || cuts(mask.y(), box.y(), 0)
                || cuts(mask.right(), box.right(), imageWidth)
                || cuts(mask.bottom(), box.bottom(), imageHeight);
    }

    private static boolean cuts(int side, int cropEdge, int imageEdge) {
        return Math.abs(side - cropEdge) <= EDGE && Math.abs(side - imageEdge) > EDGE;
    }
}

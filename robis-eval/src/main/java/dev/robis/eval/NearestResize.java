package dev.robis.eval;

import boofcv.struct.image.GrayU8;

/**
 * Pillow's nearest neighbour. It walks to the centres of the new pixels by adding up steps; so does this, since a centre can
 * fall on the border of two pixels.
 */
final class NearestResize {

    private NearestResize() {}

    /**
     * @param mask not modified
     */
    static GrayU8 of(GrayU8 mask, int width, int height) {
        int[] columns = nearest(mask.width, width);
        int[] rows = nearest(mask.height, height);
        GrayU8 resized = new GrayU8(width, height);
        for (int y = 0, i = 0; y < height; y++) {
            int from = mask.startIndex + rows[y] * mask.stride;
            for (int column : columns) resized.data[i++] = mask.data[from + column];
        }
        return resized;
    }

    private static int[] nearest(int from, int to) {
        int[] sources = new int[to];
        double step = (double) from / to;
        double centre = step * 0.5;
        for (int i = 0; i < to; i++, centre += step) sources[i] = Math.min((int) centre, from - 1);
        return sources;
    }
}

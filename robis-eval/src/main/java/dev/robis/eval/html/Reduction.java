package dev.robis.eval.html;

import boofcv.struct.image.GrayU8;

/**
 * Parts an image into blocks, one per pixel of a smaller one; every pixel belongs to one block.
 *
 * @param fromWidth of the image
 * @param fromHeight of the image
 * @param width blocks in a row
 * @param height rows of blocks
 */
record Reduction(int fromWidth, int fromHeight, int width, int height) {

    /** Keeps proportions; an image that fits stays as it is. */
    static Reduction within(int width, int height, int maxSide) {
        int side = Math.max(width, height);
        if (side <= maxSide) return new Reduction(width, height, width, height);
        return new Reduction(width, height, scaled(width, maxSide, side), scaled(height, maxSide, side));
    }

    private static int scaled(int length, int to, int from) {
        return Math.max(1, (int) Math.round((double) length * to / from));
    }

    /** Parts another image, not smaller, into as many blocks. */
    Reduction from(int otherWidth, int otherHeight) {
        return new Reduction(otherWidth, otherHeight, width, height);
    }

    /** Where the block of a pixel is in a dense image. */
    int index(int x, int y) {
        return (int) ((long) y * height / fromHeight) * width + (int) ((long) x * width / fromWidth);
    }

    /** 1 for blocks in which any pixel is not 0, of an image of this size. */
    byte[] any(GrayU8 mask) {
        byte[] any = new byte[width * height];
        for (int y = 0; y < mask.height; y++) {
            int from = mask.startIndex + y * mask.stride;
            for (int x = 0; x < mask.width; x++) if (mask.data[from + x] != 0) any[index(x, y)] = 1;
        }
        return any;
    }
}

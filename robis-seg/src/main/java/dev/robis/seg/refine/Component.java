package dev.robis.seg.refine;

import dev.robis.nn.sam.SamPrompt;
import dev.robis.seg.image.ImageSize;

/**
 * Where an 8-connected part of a mask is.
 *
 * @param area pixels
 * @param x1 left end of the box around it
 * @param y1 its upper end
 * @param x2 first column to its right
 * @param y2 first row below it
 */
record Component(int area, int x1, int y1, int x2, int y2) {

    /** The box, which lies in a mask of one size, for an image of another. */
    SamPrompt prompt(ImageSize mask, ImageSize image) {
        double alongX = (double) image.width() / mask.width();
        double alongY = (double) image.height() / mask.height();
        return SamPrompt.box(x1 * alongX, y1 * alongY, x2 * alongX, y2 * alongY);
    }
}

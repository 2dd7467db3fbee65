package dev.robis.seg.sam;

import dev.robis.nn.sam.SamPrompt;

/**
 * Something that was found in an image.
 *
 * @param segmentation its pixels, in the size of the image
 * @param box around it, from its first column and row to its last: as in the original, a single pixel has sides of 0
 * @param predictedIou overlap with the truth that the model expects, about 0 to 1
 * @param point of the image that was prompted
 * @param stabilityScore how much of it stays when the cut through the logits is moved, 0 to 1
 * @param crop part of the image in which it was found
 */
public record AutomaticMask(
        RunLengths segmentation,
        BoundingBox box,
        float predictedIou,
        SamPrompt.Point point,
        float stabilityScore,
        BoundingBox crop) {

    /** How many pixels it has. */
    public int area() {
        return segmentation.area();
    }

    /** The same find with other pixels. */
    AutomaticMask with(RunLengths other) {
        return new AutomaticMask(other, other.box(), predictedIou, point, stabilityScore, crop);
    }
}

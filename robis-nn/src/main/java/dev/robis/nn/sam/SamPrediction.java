package dev.robis.nn.sam;

import dev.robis.nn.tensor.Tensor;

/**
 * What SAM found for one prompt: one mask, or several where the prompt was taken as ambiguous.
 *
 * @param logits {@code [masks, height, width]} of the original image; positive inside the mask
 * @param iou predicted overlap of every mask with the truth, {@code [masks]}, about 0 to 1
 * @param lowResolution logits as the decoder gave them, {@code [masks, size, size]} for the padded square; one of them
 *     can refine the next prompt
 */
public record SamPrediction(Tensor logits, Tensor iou, Tensor lowResolution) {

    /** Number of masks. */
    public int masks() {
        return iou.shape()[0];
    }

    /** A mask, 0 or 1 for every pixel of the original image, row by row. */
    public byte[] mask(int index) {
        int pixels = logits.shape()[1] * logits.shape()[2];
        int start = requireMask(index) * pixels;
        byte[] mask = new byte[pixels];
        for (int i = 0; i < pixels; i++) mask[i] = (byte) (logits.data()[start + i] > 0 ? 1 : 0);
        return mask;
    }

    /** A mask as a prompt, {@code [size, size]}. */
    public Tensor lowResolution(int index) {
        int size = lowResolution.shape()[1];
        Tensor mask = Tensor.zeros(size, size);
        System.arraycopy(lowResolution.data(), requireMask(index) * size * size, mask.data(), 0, size * size);
        return mask;
    }

    /** The mask with the highest predicted overlap. */
    public int best() {
        int best = 0;
        for (int i = 1; i < masks(); i++) if (iou.data()[i] > iou.data()[best]) best = i;
        return best;
    }

    private int requireMask(int index) {
        if (index < 0 || index >= masks())
            throw new IllegalArgumentException("mask must be 0 to " + (masks() - 1) + ", found " + index);
        return index;
    }
}

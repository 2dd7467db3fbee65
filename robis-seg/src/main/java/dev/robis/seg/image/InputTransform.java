package dev.robis.seg.image;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.util.function.UnaryOperator;

/**
 * From a tile to the network's input, as the reference does with torchvision: resize to a square (the aspect ratio is
 * not kept), crop its centre, normalise with {@link Normalization#IMAGENET}.
 *
 * <pre>{@code
 * InputTransform transform = new InputTransform(518, 518);
 * float[] batch = new float[tiles.size() * transform.length()];
 * for (int i = 0; i < tiles.size(); i++) transform.write(tiles.get(i), batch, i * transform.length());
 * }</pre>
 *
 * @param inputSize side of the square to resize to, in pixels
 * @param cropSize side of the square at its centre that the network sees; at most {@code inputSize}
 */
public record InputTransform(int inputSize, int cropSize) {

    private static final int BANDS = 3;

    public InputTransform {
        if (cropSize < 1 || cropSize > inputSize)
            throw new IllegalArgumentException(
                    "expected a crop of 1 to inputSize=" + inputSize + " pixels, found " + cropSize);
        if (inputSize > 1 << 14)
            throw new IllegalArgumentException("expected an input of up to 16384 pixels, found " + inputSize);
    }

    /** Floats per tile: {@code 3 * cropSize * cropSize}. */
    public int length() {
        return BANDS * cropSize * cropSize;
    }

    /**
     * @param tile bands red, green, blue, of any size; may be a sub-image. Not modified.
     * @param into gets {@code [3, cropSize, cropSize]} from {@code offset} on. Modified.
     */
    public void write(Planar<GrayU8> tile, float[] into, int offset) {
        write(tile, UnaryOperator.identity(), into, offset);
    }

    /**
     * @param tile bands red, green, blue, of any size; may be a sub-image. Not modified.
     * @param augmentation what training does to the resized bytes, before the crop; keeps their size
     * @param into gets {@code [3, cropSize, cropSize]} from {@code offset} on. Modified.
     */
    public void write(Planar<GrayU8> tile, UnaryOperator<Planar<GrayU8>> augmentation, float[] into, int offset) {
        if (tile.getNumBands() != BANDS)
            throw new IllegalArgumentException(
                    "expected bands red, green, blue, found " + tile.getNumBands() + " bands");
        if (offset < 0 || offset > into.length - length())
            throw new IllegalArgumentException(
                    "expected " + length() + " floats from offset " + offset + ", found an array of " + into.length);
        Planar<GrayU8> augmented =
                augmentation.apply(resize(tile.width, tile.height).apply(tile));
        for (int b = 0; b < BANDS; b++)
            write(crop(augmented.getBand(b)), Normalization.IMAGENET.table(b), into, offset + b * cropSize * cropSize);
    }

    /**
     * The part of a ground-truth mask that the network sees. Bilinear as for images, so no longer binary.
     *
     * @param mask any size; may be a sub-image. Not modified.
     * @return {@code cropSize} square; a sub-image
     */
    public GrayU8 apply(GrayU8 mask) {
        return crop(resize(mask.width, mask.height).apply(mask));
    }

    /** Its tables cost a thousandth of the resize they are for, so they are not kept. */
    private PillowResize resize(int width, int height) {
        return new PillowResize(new ImageSize(width, height), new ImageSize(inputSize, inputSize));
    }

    private GrayU8 crop(GrayU8 image) {
        if (image.width != inputSize || image.height != inputSize)
            throw new IllegalArgumentException("expected an augmentation to keep the size of " + inputSize + "x"
                    + inputSize + ", found " + image.width + "x" + image.height);
        int from = (int) Math.rint((inputSize - cropSize) / 2.0); // Python's round: ties to even
        return image.subimage(from, from, from + cropSize, from + cropSize);
    }

    private static void write(GrayU8 image, float[] normalised, float[] into, int offset) {
        for (int y = 0; y < image.height; y++) {
            int from = image.startIndex + y * image.stride, to = offset + y * image.width;
            for (int x = 0; x < image.width; x++) into[to + x] = normalised[image.data[from + x] & 0xff];
        }
    }
}

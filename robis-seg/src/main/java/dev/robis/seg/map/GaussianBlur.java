package dev.robis.seg.map;

import boofcv.alg.filter.convolve.ConvolveImage;
import boofcv.core.image.border.FactoryImageBorder;
import boofcv.factory.filter.kernel.FactoryKernelGaussian;
import boofcv.struct.border.BorderType;
import boofcv.struct.border.ImageBorder_F32;
import boofcv.struct.convolve.Kernel1D_F32;
import boofcv.struct.image.GrayF32;

/**
 * A Gaussian blur of odd kernel width. Safe for concurrent use.
 *
 * @param radius the kernel is {@code 2 * radius + 1} pixels wide and high
 * @param sigma standard deviation, pixels
 * @param border what lies around the image
 */
public record GaussianBlur(int radius, double sigma, Border border) {

    /** What a blur takes for the pixels beyond the image. */
    public enum Border {

        /** Zeros: darkens the border of the map, by about two thirds in the corners of the reference's maps. */
        ZERO(BorderType.ZERO),

        /** The nearest pixel of the image: a constant map stays constant. */
        REPLICATE(BorderType.EXTENDED);

        private final BorderType type;

        Border(BorderType type) {
            this.type = type;
        }
    }

    /** @throws IllegalArgumentException if the radius or sigma is not a positive number */
    public GaussianBlur {
        if (radius < 1) throw new IllegalArgumentException("radius of a blur must be positive, found " + radius);
        if (!(sigma > 0 && sigma < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException("sigma of a blur must be positive, found " + sigma);
    }

    /** Weights along one axis; their sum is 1. The kernel is the product of two of these. */
    float[] kernel() {
        return weights().data.clone();
    }

    private Kernel1D_F32 weights() {
        return FactoryKernelGaussian.gaussian(Kernel1D_F32.class, sigma, radius);
    }

    /**
     * @param map at least as wide and as high as the kernel. Not modified.
     * @return a blurred map of the same size
     * @throws IllegalArgumentException if the map is smaller than the kernel
     */
    public GrayF32 blur(GrayF32 map) {
        requireRoom(map.width, map.height);
        Kernel1D_F32 weights = weights();
        GrayF32 horizontal = new GrayF32(map.width, map.height);
        GrayF32 both = new GrayF32(map.width, map.height);
        ConvolveImage.horizontal(weights, map, horizontal, around(map));
        ConvolveImage.vertical(weights, horizontal, both, around(horizontal));
        return both;
    }

    /** BoofCV's convolution reads out of bounds where both ends of the kernel leave the image at once. */
    void requireRoom(int width, int height) {
        int kernel = 2 * radius + 1;
        if (width < kernel || height < kernel)
            throw new IllegalArgumentException("a map must be at least as large as the kernel of its blur, " + kernel
                    + "x" + kernel + ", found " + width + "x" + height + " (width x height)");
    }

    private ImageBorder_F32 around(GrayF32 image) {
        return (ImageBorder_F32) FactoryImageBorder.wrap(border.type, image);
    }
}

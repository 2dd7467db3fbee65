package dev.robis.seg.image;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/**
 * The training augmentation of the reference: another exposure and sensor noise. The same random generator in the same
 * state gives the same image, so a training run can be repeated.
 *
 * @param probability that an image is changed at all, 0 to 1
 * @param maxExponent the exposure changes by {@code 2^e}, e uniform within this bound on either side
 * @param noiseStd standard deviation of the Gaussian noise on every pixel of every band, in grey levels
 */
public record ExposureAugmentation(double probability, double maxExponent, double noiseStd) {

    /** What the reference uses, whatever its constructor is told. */
    public static final ExposureAugmentation REFERENCE = new ExposureAugmentation(0.5, 0.2, 15);

    public ExposureAugmentation {
        if (!(probability >= 0 && probability <= 1))
            throw new IllegalArgumentException("expected a probability of 0 to 1, found " + probability);
        if (!(maxExponent >= 0 && maxExponent < 8))
            throw new IllegalArgumentException("expected a maxExponent of 0 to below 8, found " + maxExponent);
        if (!(noiseStd >= 0 && noiseStd < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException("expected a noiseStd of 0 or more, found " + noiseStd);
    }

    /**
     * @param image may be a sub-image. Not modified.
     * @param random advanced by an amount that depends on what it draws. Not shared between threads.
     * @return a new image, or {@code image} itself where chance leaves it alone
     */
    public Planar<GrayU8> apply(Planar<GrayU8> image, RandomGenerator random) {
        if (random.nextDouble() >= probability) return image;
        double exponent = (2 * random.nextDouble() - 1) * maxExponent;
        return apply(image, exponent, () -> noiseStd * random.nextGaussian());
    }

    /**
     * Multiplies in float32, clips, adds noise in float64, clips and truncates, as the reference does.
     *
     * @param image may be a sub-image. Not modified.
     * @param exponent the exposure changes by {@code 2^exponent}
     * @param noise in grey levels; asked once per pixel and band, row by row, the bands of a pixel one after another
     * @return a new image
     */
    public static Planar<GrayU8> apply(Planar<GrayU8> image, double exponent, DoubleSupplier noise) {
        int bands = image.getNumBands();
        Planar<GrayU8> result = new Planar<>(GrayU8.class, image.width, image.height, bands);
        float[] exposed = exposed((float) Math.pow(2, exponent));
        for (int y = 0; y < image.height; y++)
            for (int x = 0; x < image.width; x++)
                for (int b = 0; b < bands; b++) {
                    double value = exposed[image.getBand(b).get(x, y)] + noise.getAsDouble();
                    result.getBand(b).data[y * image.width + x] = (byte) Math.max(0, Math.min(value, 255));
                }
        return result;
    }

    private static float[] exposed(float factor) {
        float[] exposed = new float[256];
        for (int v = 0; v < exposed.length; v++) exposed[v] = Math.min(v * factor, 255);
        return exposed;
    }
}

package dev.robis.seg.synthetic;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;

/**
 * One exposure: uneven light, vignetting, the lens's slight blur and the sensor's noise.
 *
 * @param slopeX change of brightness from the left border to the right
 * @param slopeY change of brightness from top to bottom
 * @param vignette loss of brightness in the corners
 * @param gain exposure of the three channels
 * @param noise standard deviation of the sensor's noise
 * @param seed of the noise
 */
record Camera(double slopeX, double slopeY, double vignette, Colour gain, double noise, long seed) {

    /** Weight of each neighbour in the blur, per axis. */
    private static final double NEIGHBOUR = 0.14;

    private static final double COLOUR_NOISE = 0.4;

    static Camera roll(Dice dice) {
        double exposure = dice.uniform(0.96, 1.04), warmth = dice.uniform(-0.012, 0.012);
        return new Camera(
                dice.uniform(-0.12, 0.12),
                dice.uniform(-0.12, 0.12),
                dice.uniform(0.04, 0.1),
                new Colour(exposure + warmth, exposure, exposure - warmth),
                dice.uniform(0.008, 0.012),
                dice.bits());
    }

    Planar<GrayU8> expose(Canvas canvas) {
        int width = canvas.width(), height = canvas.height();
        Planar<GrayU8> image = new Planar<>(GrayU8.class, width, height, 3);
        Dice dice = new Dice(seed);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                Colour seen = gain.over(blurred(canvas, x, y)).times(light(2.0 * x / width - 1, 2.0 * y / height - 1));
                double grain = noise * dice.gaussian();
                image.getBand(0).set(x, y, level(seen.red() + grain + COLOUR_NOISE * noise * dice.gaussian()));
                image.getBand(1).set(x, y, level(seen.green() + grain + COLOUR_NOISE * noise * dice.gaussian()));
                image.getBand(2).set(x, y, level(seen.blue() + grain + COLOUR_NOISE * noise * dice.gaussian()));
            }
        }
        return image;
    }

    /** @param x from -1 at the left border to 1, as {@code y} */
    private double light(double x, double y) {
        return 1 + 0.5 * (slopeX * x + slopeY * y) - vignette * 0.5 * (x * x + y * y);
    }

    private static Colour blurred(Canvas canvas, int x, int y) {
        double red = 0, green = 0, blue = 0;
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                double weight = weight(dx) * weight(dy);
                Colour colour = canvas.get(clamp(x + dx, canvas.width()), clamp(y + dy, canvas.height()));
                red += weight * colour.red();
                green += weight * colour.green();
                blue += weight * colour.blue();
            }
        }
        return new Colour(red, green, blue);
    }

    private static double weight(int offset) {
        return offset == 0 ? 1 - 2 * NEIGHBOUR : NEIGHBOUR;
    }

    private static int clamp(int i, int size) {
        return Math.max(0, Math.min(size - 1, i));
    }

    private static int level(double value) {
        return (int) Math.max(0, Math.min(255, Math.floor(255 * value + 0.5)));
    }
}

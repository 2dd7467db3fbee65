package dev.robis.seg.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The random part of the augmentation; its arithmetic is that of the golden case. */
class ExposureAugmentationTest {

    private static Planar<GrayU8> flat(int width, int height, int value) {
        Planar<GrayU8> image = new Planar<>(GrayU8.class, width, height, 3);
        for (GrayU8 band : image.bands) Arrays.fill(band.data, (byte) value);
        return image;
    }

    private static RandomGenerator generator(long seed) {
        return new SplittableRandom(seed);
    }

    @Test
    void theSameSeedGivesTheSameImage() {
        long seed = new Random().nextLong();
        Planar<GrayU8> image = TestImages.random(new Random(seed), 30, 20), before = image.clone();
        ExposureAugmentation always = new ExposureAugmentation(1, 0.2, 15);
        Planar<GrayU8> first = always.apply(image, generator(seed));

        TestImages.assertSame(always.apply(image, generator(seed)), first);
        TestImages.assertSame(always.apply(TestImages.asSubimage(image), generator(seed)), first);
        assertThat(always.apply(image, generator(seed + 1)).getBand(0).data)
                .as("seed %d", seed)
                .isNotEqualTo(first.getBand(0).data);
        TestImages.assertSame(image, before);
    }

    @Test
    void chanceDecidesWhetherAnythingHappens() {
        Planar<GrayU8> image = flat(1, 1, 100);
        assertThat(new ExposureAugmentation(0, 0.2, 15).apply(image, generator(1)))
                .isSameAs(image);
        long seed = new Random().nextLong();
        RandomGenerator random = generator(seed);
        int changed = 0;
        for (int i = 0; i < 10_000; i++) if (ExposureAugmentation.REFERENCE.apply(image, random) != image) changed++;
        assertThat(changed)
                .as("seed %d: six standard deviations around one half", seed)
                .isBetween(4700, 5300);
    }

    /** On white the exposure can only darken; exponents are uniform, so a quarter of the images lie beyond -0.1. */
    @Test
    void exponentsAreUniformWithinTheirBound() {
        long seed = new Random().nextLong();
        RandomGenerator random = generator(seed);
        ExposureAugmentation noNoise = new ExposureAugmentation(1, 0.2, 0);
        Planar<GrayU8> white = flat(1, 1, 255);
        int beyond = 0, least = 255, clipped = 0;
        for (int i = 0; i < 10_000; i++) {
            int value = noNoise.apply(white, random).getBand(1).get(0, 0);
            if (value < (int) (255 * Math.pow(2, -0.1))) beyond++;
            if (value == 255) clipped++;
            least = Math.min(least, value);
        }
        int darkest = (int) (255 * Math.pow(2, -0.2)); // reached by one exponent in 8,000, the next level by one in 60
        assertThat(least).as("seed %d", seed).isBetween(darkest, darkest + 1);
        assertThat(beyond).as("seed %d", seed).isBetween(2100, 2750);
        assertThat(clipped).as("seed %d", seed).isBetween(4700, 5300);
    }

    @Test
    void noiseIsGaussianAndIndependentPerBand() {
        long seed = new Random().nextLong();
        Planar<GrayU8> noisy = new ExposureAugmentation(1, 0, 15).apply(flat(300, 300, 128), generator(seed));
        double[] sum = new double[3], squares = new double[3];
        double product = 0;
        for (int i = 0; i < 90_000; i++) {
            for (int b = 0; b < 3; b++) {
                double value = noisy.getBand(b).data[i] & 0xff;
                sum[b] += value;
                squares[b] += value * value;
            }
            product += ((noisy.getBand(0).data[i] & 0xff) - 127.5) * ((noisy.getBand(1).data[i] & 0xff) - 127.5);
        }
        for (int b = 0; b < 3; b++) {
            double mean = sum[b] / 90_000;
            assertThat(mean).as("seed %d: truncation takes half a level", seed).isCloseTo(127.5, offset(0.3));
            assertThat(Math.sqrt(squares[b] / 90_000 - mean * mean))
                    .as("seed %d", seed)
                    .isCloseTo(15, offset(0.25));
        }
        assertThat(product / 90_000).as("seed %d: covariance", seed).isCloseTo(0, offset(5.0));
    }

    @Test
    void resultsAreClippedAndTruncated() {
        double[] noise = {0.99, -300, 300, -0.01};
        int[] next = {0};
        Planar<GrayU8> image = new Planar<>(GrayU8.class, 2, 2, 1);
        Arrays.fill(image.getBand(0).data, (byte) 10);

        Planar<GrayU8> result = ExposureAugmentation.apply(image, 0, () -> noise[next[0]++]);

        assertThat(result.getBand(0).data).containsExactly(10, 0, (byte) 255, 9);
    }

    @Test
    void badParametersAreRefused() {
        assertThatThrownBy(() -> new ExposureAugmentation(1.1, 0, 0)).hasMessageContaining("1.1");
        assertThatThrownBy(() -> new ExposureAugmentation(Double.NaN, 0, 0)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new ExposureAugmentation(1, -0.1, 0)).hasMessageContaining("-0.1");
        assertThatThrownBy(() -> new ExposureAugmentation(1, 0, -1)).hasMessageContaining("-1");
    }
}

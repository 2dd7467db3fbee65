package dev.robis.eval;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.struct.image.GrayU8;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RegionsTest {

    @RepeatedTest(40)
    void isAFloodFill(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        GrayU8 large = new GrayU8(1 + random.nextInt(40), 1 + random.nextInt(40));
        int density = 1 + random.nextInt(4);
        for (int i = 0; i < large.data.length; i++) large.data[i] = (byte) (random.nextInt(5) < density ? 255 : 0);
        GrayU8 mask =
                large.subimage(random.nextInt(large.width), random.nextInt(large.height), large.width, large.height);
        int[] expected = NaiveMetrics.floodFill(mask);
        Regions regions = Regions.of(mask);
        for (int i = 0; i < expected.length; i++)
            assertThat(regions.at(i)).as("seed %d, pixel %d", seed, i).isEqualTo(expected[i]);
        assertThat(regions.count()).isEqualTo(Arrays.stream(expected).max().orElse(0));
        for (int region = 1; region <= regions.count(); region++) {
            int number = region;
            assertThat(regions.area(region)).isEqualTo((int)
                    Arrays.stream(expected).filter(at -> at == number).count());
        }
    }

    @Test
    void goodImagesHaveNone() {
        assertThat(Regions.of(null).count()).isZero();
        assertThat(Regions.of(new GrayU8(3, 2)).pixels()).isZero();
        assertThat(Regions.of(new GrayU8(3, 2)).at(5)).isZero();
    }
}

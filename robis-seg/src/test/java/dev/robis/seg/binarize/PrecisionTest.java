package dev.robis.seg.binarize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.robis.nn.tensor.HalfFloat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrecisionTest {

    @Test
    void thresholdsRoundToTheNearestHalfAndTiesToTheEvenOne() {
        long seed = 3;
        Random random = new Random(seed);
        for (int round = 0; round < 100_000; round++) {
            short bits = (short) random.nextInt(0x7bff);
            double low = HalfFloat.toFloat(bits);
            double high = HalfFloat.toFloat((short) (bits + 1));
            double middle = (low + high) / 2;
            String where = "seed " + seed + ", round " + round + ", between " + low + " and " + high;
            assertThat(Precision.HALF.roundThreshold(middle)).as(where).isEqualTo(bits % 2 == 0 ? low : high);
            // nearer to the tie than a float can tell
            assertThat(Precision.HALF.roundThreshold(Math.nextDown(middle)))
                    .as(where)
                    .isEqualTo(low);
            assertThat(Precision.HALF.roundThreshold(Math.nextUp(middle)))
                    .as(where)
                    .isEqualTo(high);
            assertThat(Precision.HALF.roundThreshold(-Math.nextUp(middle)))
                    .as(where)
                    .isEqualTo(-high);
        }
    }

    @Test
    void scoresAboveAHalfHaveAnEighthBetweenThem() {
        assertThat(Precision.HALF.round(200.06f)).isEqualTo(200);
        assertThat(Precision.HALF.round(200.07f)).isEqualTo(200.125f);
        assertThat(Precision.SINGLE.round(200.07f)).isEqualTo(200.07f);
        assertThat(Precision.SINGLE.roundThreshold(200.07)).isEqualTo(200.07);
    }

    @Test
    void whatIsTooLargeForAHalfIsInfinite() {
        assertThat(Precision.HALF.roundThreshold(1e300)).isInfinite();
        assertThat(Precision.HALF.round(65519.9f)).isEqualTo(65504);
        assertThat(Precision.HALF.round(65520)).isInfinite();
    }
}

package dev.robis.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RankingScoresTest {

    @Test
    void twoKindsAreNeeded() {
        double[] scores = {1, 2};
        assertThat(RankingScores.of(scores, new boolean[2])).isEqualTo(RankingScores.UNDEFINED);
        RankingScores positives = RankingScores.of(scores, new boolean[] {true, true});
        assertThat(positives.auroc()).isEmpty();
        assertThat(positives.averagePrecision()).hasValue(1);
        assertThat(positives.f1Max()).hasValue(1);
        assertThat(positives.f1MaxThreshold()).hasValue(1);
        assertThat(RankingScores.of(new double[0], new boolean[0])).isEqualTo(RankingScores.UNDEFINED);
    }

    @Test
    void equalF1TakesTheHigherThreshold() {
        // At 4: 1 of 2 found, none false. At 1: 2 of 2 found, 2 false. Both have an F1 of 2/3.
        RankingScores scores = RankingScores.of(new double[] {4, 3, 2, 1}, new boolean[] {true, false, false, true});
        assertThat(scores.f1Max()).hasValue(2.0 / 3);
        assertThat(scores.f1MaxThreshold()).hasValue(4);
    }

    @Test
    void infiniteScoresAndZerosOfEitherSign() {
        double infinite = Double.POSITIVE_INFINITY;
        assertThat(RankingScores.of(new double[] {infinite, -infinite}, new boolean[] {true, false})
                        .auroc())
                .hasValue(1);
        assertThat(RankingScores.of(new double[] {0.0, -0.0}, new boolean[] {true, false})
                        .auroc())
                .hasValue(0.5);
    }

    @Test
    void badInputIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RankingScores.of(new double[2], new boolean[3]))
                .withMessageContaining("2 scores, 3 classes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RankingScores.of(new double[] {0, Double.NaN}, new boolean[2]))
                .withMessage("score 1 is NaN");
    }
}

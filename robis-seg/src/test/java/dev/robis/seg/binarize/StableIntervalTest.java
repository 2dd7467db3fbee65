package dev.robis.seg.binarize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StableIntervalTest {

    @Test
    void theLongestWins() {
        assertThat(StableInterval.longest(new int[] {1, 1, 2, 2, 2, 3, 3}, 2)).isEqualTo(new StableInterval(2, 3, 4));
    }

    @Test
    void noRegionsAreNoInterval() {
        assertThat(StableInterval.longest(new int[] {0, 0, 0, 0, 1, 1}, 2)).isEqualTo(new StableInterval(1, 2, 5));
        assertThat(StableInterval.longest(new int[] {0, 0, 0, 0}, 1)).isNull();
        assertThat(StableInterval.longest(new int[0], 1)).isNull();
    }

    @Test
    void tooShortIsNoInterval() {
        assertThat(StableInterval.longest(new int[] {1, 1, 1, 2, 2}, 4)).isNull();
    }

    @Test
    void ofEqualOnesTheLastOfOneCountWins() {
        assertThat(StableInterval.longest(new int[] {1, 1, 2, 1, 1}, 2)).isEqualTo(new StableInterval(1, 2, 4));
    }

    @Test
    void ofEqualOnesTheCountThatQualifiedFirstWins() {
        assertThat(StableInterval.longest(new int[] {1, 1, 2, 2}, 2)).isEqualTo(new StableInterval(1, 2, 1));
        assertThat(StableInterval.longest(new int[] {1, 1, 2, 2, 2, 1, 1, 1}, 2))
                .isEqualTo(new StableInterval(1, 3, 7));
    }
}

package dev.robis.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioTest {

    @Test
    void pairsRounds() {
        List<Sample> ours = List.of(new Sample(1, 10), new Sample(20, 10), new Sample(3, 10));
        List<Sample> theirs = List.of(new Sample(2, 20), new Sample(20, 20), new Sample(12, 20));
        assertThat(Ratio.of(ours, theirs, Sample::millis)).isEqualTo(new Ratio(0.5, 0.25, 1));
        assertThat(Ratio.of(ours, theirs, Sample::cpuMillis)).isEqualTo(new Ratio(0.5, 0.5, 0.5));
    }

    @Test
    void takesTheMeanOfTwoMiddles() {
        assertThat(Sample.median(4, 1, 3, 2)).isEqualTo(2.5);
    }
}

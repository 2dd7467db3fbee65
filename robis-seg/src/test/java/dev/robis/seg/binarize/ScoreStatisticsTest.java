package dev.robis.seg.binarize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import boofcv.struct.image.GrayF32;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreStatisticsTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void partsAddUpToTheWhole(long seed) {
        Random random = new Random(seed);
        List<GrayF32> maps =
                Stream.generate(() -> RandomMaps.next(random)).limit(30).toList();
        double[] scores = maps.stream()
                .flatMapToDouble(map -> Arrays.stream(toDoubles(map.data)))
                .toArray();
        double mean = Arrays.stream(scores).average().orElseThrow();
        double variance = Arrays.stream(scores)
                .map(score -> (score - mean) * (score - mean))
                .average()
                .orElseThrow();
        double[] maxima = maps.stream()
                .mapToDouble(map -> Arrays.stream(toDoubles(map.data)).max().orElseThrow())
                .sorted()
                .toArray();

        ScoreStatistics found = ScoreStatistics.of(maps.stream().parallel());

        String where = "seed " + seed;
        assertThat(found.count()).as(where).isEqualTo(scores.length);
        assertThat(found.mean()).as(where).isCloseTo(mean, within(1e-10));
        assertThat(found.standardDeviation()).as(where).isCloseTo(Math.sqrt(variance), within(1e-10));
        assertThat((double) found.min())
                .as(where)
                .isEqualTo(Arrays.stream(scores).min().orElseThrow());
        assertThat((double) found.max())
                .as(where)
                .isEqualTo(Arrays.stream(scores).max().orElseThrow());
        assertThat(found.maxima()).as(where).isEqualTo(new SearchRange((float) maxima[0], (float)
                maxima[maxima.length - 1]));
    }

    @Test
    void smallDeviationsFarFromZeroAreKept() {
        GrayF32 map = new GrayF32(1000, 1000);
        for (int i = 0; i < map.data.length; i++) map.data[i] = 8_000_000 + i % 2;
        ScoreStatistics once = ScoreStatistics.of(map);
        assertThat(once.plus(once).standardDeviation()).isEqualTo(0.5);
        assertThat(once.plus(once).mean()).isEqualTo(8_000_000.5);
    }

    @Test
    void equalScoresDoNotDeviate() {
        GrayF32 map = new GrayF32(77, 13);
        Arrays.fill(map.data, 0.1f);
        ScoreStatistics once = ScoreStatistics.of(map);
        ScoreStatistics thrice = once.plus(once).plus(once);
        assertThat(thrice.standardDeviation()).isZero();
        assertThat(thrice.mean()).isEqualTo(0.1f);
        assertThat(thrice.count()).isEqualTo(3 * 77 * 13);
    }

    @Test
    void aSubimageIsItsPixels() {
        GrayF32 map = RandomMaps.next(new Random(5));
        assertThat(ScoreStatistics.of(RandomMaps.subimage(map, new Random(6)))).isEqualTo(ScoreStatistics.of(map));
    }

    @Test
    void noMapsAddNothing() {
        ScoreStatistics some = ScoreStatistics.of(RandomMaps.next(new Random(7)));
        assertThat(some.plus(ScoreStatistics.EMPTY)).isEqualTo(some);
        assertThat(ScoreStatistics.EMPTY.plus(some)).isEqualTo(some);
        assertThat(ScoreStatistics.of(Stream.empty())).isEqualTo(ScoreStatistics.EMPTY);
    }

    @Test
    void scoresMustBeFinite() {
        GrayF32 map = new GrayF32(4, 3);
        map.set(2, 1, Float.NaN);
        assertThatThrownBy(() -> ScoreStatistics.of(map))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN at (x, y) = (2, 1)");
    }

    @Test
    void storedValuesAreChecked() {
        SearchRange range = new SearchRange(0, 1);
        assertThatThrownBy(() -> new ScoreStatistics(-1, 0, 0, 0, 1, range)).hasMessageContaining("found -1");
        assertThatThrownBy(() -> new ScoreStatistics(1, Double.NaN, 0, 0, 1, range))
                .hasMessageContaining("mean");
        assertThatThrownBy(() -> new ScoreStatistics(1, 0, -0.5, 0, 1, range)).hasMessageContaining("found -0.5");
        assertThatThrownBy(() -> new ScoreStatistics(1, 0, 0, 2, 1, range)).hasMessageContaining("2.0 to 1.0");
        assertThatThrownBy(() -> new SearchRange(2, 1)).hasMessageContaining("2.0 to 1.0");
        assertThatThrownBy(() -> new SearchRange(0, Float.POSITIVE_INFINITY)).hasMessageContaining("Infinity");
        assertThatThrownBy(() -> ScoreStatistics.of(new GrayF32(0, 0))).hasMessageContaining("found 0x0");
    }

    private static double[] toDoubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) doubles[i] = values[i];
        return doubles;
    }
}

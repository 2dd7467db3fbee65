package dev.robis.seg.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import boofcv.struct.image.GrayF32;
import dev.robis.seg.binarize.ScoreStatistics;
import dev.robis.seg.config.ImageScore;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    @Test
    void scalingStatisticsIsScalingMaps() {
        Calibration calibration = Calibration.of(good());
        ScoreStatistics scaled = ScoreStatistics.of(maps().map(calibration::scale));
        ScoreStatistics found = calibration.statistics();

        assertThat(found.count()).isEqualTo(scaled.count());
        assertThat(found.mean()).isCloseTo(scaled.mean(), within(1e-3));
        assertThat(found.standardDeviation()).isCloseTo(scaled.standardDeviation(), within(1e-3));
        assertThat(found.min()).isEqualTo(scaled.min()).isZero();
        assertThat(found.max()).isEqualTo(255).isCloseTo(scaled.max(), within(1e-3f));
        assertThat(found.maxima().min()).isCloseTo(scaled.maxima().min(), within(1e-3f));
        assertThat(found.maxima().max()).isEqualTo(255);
    }

    @Test
    void defectsGoBeyondTheScale() {
        Calibration calibration = Calibration.of(good());
        GrayF32 defect = new GrayF32(2, 1);
        defect.data[0] = 2 * calibration.range().max() - calibration.range().min();
        defect.data[1] = 2 * calibration.range().min() - calibration.range().max();
        GrayF32 scaled = calibration.scale(defect);
        assertThat(scaled.data[0]).isCloseTo(510, within(1e-3f));
        assertThat(scaled.data[1]).isCloseTo(-255, within(1e-3f));
    }

    @Test
    void aModelThatTellsNothingApartIsRefused() {
        GoodImages flat = new GoodImages(ImageScore.MAXIMUM);
        flat.add(new GrayF32(4, 4));
        assertThatThrownBy(() -> Calibration.of(flat))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("all scores of the calibration images are 0.0");
    }

    private static GoodImages good() {
        GoodImages good = new GoodImages(ImageScore.MAXIMUM);
        maps().forEach(good::add);
        return good;
    }

    private static Stream<GrayF32> maps() {
        Random random = new Random(1);
        return IntStream.range(0, 3).mapToObj(i -> {
            GrayF32 map = new GrayF32(20 + i, 10);
            for (int j = 0; j < map.data.length; j++) map.data[j] = 0.02f + 0.3f * random.nextFloat();
            return map;
        });
    }
}

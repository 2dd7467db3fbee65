package dev.robis.seg.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutomaticMaskConfigTest {

    private static final AutomaticMaskConfig DEFAULTS = AutomaticMaskConfig.defaults();

    @Test
    void defaultsAreTheOriginals() {
        assertThat(DEFAULTS)
                .isEqualTo(new AutomaticMaskConfig(
                        32, List.of(), 64, 0.88, 0.95, 1.0, 0.7, 0, 0.7, 0.3413333333333333, 1, 0));
    }

    @Test
    void withersChangeWhatTheySay() {
        PointGrid grid = PointGrid.regular(3);
        assertThat(DEFAULTS.withPointGrids(List.of(grid, grid))
                        .withPointsPerBatch(5)
                        .withQuality(0.1, 0.2, 0.3)
                        .withNms(0.4, 0.5)
                        .withCrops(1, 0.6, 2)
                        .withMinRegionArea(7))
                .isEqualTo(new AutomaticMaskConfig(0, List.of(grid, grid), 5, 0.1, 0.2, 0.3, 0.4, 1, 0.5, 0.6, 2, 7));
        assertThat(DEFAULTS.withPointGrids(List.of(grid)).withPointsPerSide(32)).isEqualTo(DEFAULTS);
    }

    @Test
    void laterLayersHaveFewerPoints() {
        assertThat(DEFAULTS.withPointsPerSide(11).withCrops(2, 0.3, 2).grids())
                .containsExactly(PointGrid.regular(11), PointGrid.regular(5), PointGrid.regular(2));
        assertThat(DEFAULTS.withPointsPerSide(4).withCrops(1, 0.3, 1).grids())
                .containsExactly(PointGrid.regular(4), PointGrid.regular(4));
    }

    @ParameterizedTest
    @CsvSource({
        "pointsPerSide, -1",
        "pointsPerSide, 0",
        "pointsPerBatch, 0",
        "predictedIouThreshold, -0.1",
        "predictedIouThreshold, 1.1",
        "predictedIouThreshold, NaN",
        "stabilityThreshold, 2",
        "stabilityOffset, -1",
        "stabilityOffset, Infinity",
        "boxNmsThreshold, -1",
        "cropLayers, -1",
        "cropLayers, 9",
        "cropNmsThreshold, 7",
        "cropOverlapRatio, 1",
        "cropOverlapRatio, NaN",
        "cropPointsDownscale, 0",
        "minRegionArea, -5"
    })
    void impossibleValuesAreNamed(String field, String value) {
        assertThatThrownBy(() -> with(field, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(field, value.equals("1") ? "found 1" : value);
    }

    @Test
    void pointsMustBeGivenOnceAndForEveryLayer() {
        List<PointGrid> one = List.of(PointGrid.regular(2));
        assertThatThrownBy(() -> new AutomaticMaskConfig(32, one, 64, 0.88, 0.95, 1, 0.7, 0, 0.7, 0.3, 1, 0))
                .hasMessageContainingAll("either pointsPerSide or pointGrids", "32 and 1");
        assertThatThrownBy(() -> DEFAULTS.withPointGrids(one).withCrops(1, 0.3, 1))
                .hasMessageContainingAll("cropLayers 1", "found 1");
        assertThatThrownBy(() -> DEFAULTS.withPointsPerSide(3).withCrops(2, 0.3, 2))
                .hasMessageContainingAll("pointsPerSide 3", "cropPointsDownscale 2", "layer 2");
    }

    /** The defaults with one field set from text. */
    private static AutomaticMaskConfig with(String field, String value) throws Exception {
        RecordComponent[] components = AutomaticMaskConfig.class.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = components[i].getAccessor().invoke(DEFAULTS);
            if (!components[i].getName().equals(field)) continue;
            values[i] = values[i] instanceof Integer ? (Object) Integer.valueOf(value) : Double.valueOf(value);
        }
        Constructor<?> canonical = AutomaticMaskConfig.class.getDeclaredConstructors()[0];
        try {
            return (AutomaticMaskConfig) canonical.newInstance(values);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}

package dev.robis.seg.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.seg.tile.Tiling;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RobisConfigTest {

    private static final RobisConfig DEFAULTS = RobisConfig.reference();

    private static final Decision DECISION = Decision.defaults();

    @Test
    void inputAndCropCanDiffer() {
        RobisConfig config = DEFAULTS.withInputSize(560, 504);
        assertThat(config.model()).isEqualTo(DEFAULTS.model().withInputSize(560, 504));
        assertThat(config.model().inputSize()).isEqualTo(560);
        assertThat(config.model().cropSize()).isEqualTo(504);
        assertThat(config.withModel(DEFAULTS.model())).isEqualTo(DEFAULTS);
    }

    @Test
    void everyShortcutReachesItsRecordAndNoOther() {
        assertThat(DEFAULTS.withPrototypes(3))
                .isEqualTo(DEFAULTS.withModel(DEFAULTS.model().withPrototypes(3)));
        assertThat(DEFAULTS.withWindow(300))
                .isEqualTo(DEFAULTS.withMaps(DEFAULTS.maps().withWindow(300)));
        assertThat(DEFAULTS.withOverlap(0.3))
                .isEqualTo(DEFAULTS.withMaps(DEFAULTS.maps().withOverlap(0.3)));
        assertThat(DEFAULTS.withMapSize(99))
                .isEqualTo(DEFAULTS.withMaps(DEFAULTS.maps().withMapSize(99)));
        assertThat(DEFAULTS.withTiling(Tiling.BALANCED).maps().tiling()).isEqualTo(Tiling.BALANCED);
        assertThat(DEFAULTS.without(Repair.ALL))
                .isEqualTo(DEFAULTS.withMaps(DEFAULTS.maps().asReference()));
        assertThat(DEFAULTS.withEpochs(7).training())
                .isEqualTo(DEFAULTS.training().withEpochs(7));
        assertThat(DEFAULTS.withBatchSize(7).training().batchSize()).isEqualTo(7);
        assertThat(DEFAULTS.withAugment(false).training().augment()).isFalse();
        assertThat(DEFAULTS.withSeed(7).training().seed()).isEqualTo(7);
        assertThat(DEFAULTS.withProtocol(Protocol.REFERENCE).training().protocol())
                .isEqualTo(Protocol.REFERENCE);
    }

    @ParameterizedTest
    @CsvSource({
        "dinov2reg_vit_large_14, 518, 504",
        "dino_vit_base_16, 512, 512",
        "dino_vit_small_8, 518, 504",
        "beitv2_vit_base_16, 224, 224"
    })
    void sizesThatAnEncodersPatchesDoNotDivideBecomeItsUsualOne(String encoder, int input, int crop) {
        RobisConfig config = DEFAULTS.withInputSize(518, 504).withEncoder(encoder);
        assertThat(config.model().inputSize()).isEqualTo(input);
        assertThat(config.model().cropSize()).isEqualTo(crop);
    }

    @Test
    void theEncoderIsKnownByItsProperName() {
        assertThat(DEFAULTS.withEncoder("dinov2_reg_small_14"))
                .isEqualTo(DEFAULTS.withEncoder("dinov2reg_vit_small_14"));
    }

    @Test
    void mapsStayTheReferencesInLargeWindows() {
        assertThat(DEFAULTS.withWindow(2048).maps().mapSize()).isEqualTo(256);
        assertThat(DEFAULTS.withWindow(100).maps().mapSize()).isEqualTo(100);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(() -> DEFAULTS.withEncoder("vit"), "unknown encoder \"vit\""),
                mistake(() -> DEFAULTS.withInputSize(0), "inputSize must be positive, found 0"),
                mistake(() -> DEFAULTS.withInputSize(100), "100"),
                mistake(
                        () -> DEFAULTS.withEncoder("mae_vit_base_16").withInputSize(518),
                        "multiple of the patch side 16, found 518x518"),
                mistake(() -> DEFAULTS.withInputSize(140, 154), "cropSize must be at most inputSize 140, found 154"),
                mistake(() -> DEFAULTS.withWindow(0), "0"),
                mistake(() -> DEFAULTS.withOverlap(1), "overlap must be at least 0 and less than 1, found 1.0"),
                mistake(() -> DEFAULTS.withOverlap(-0.1), "found -0.1"),
                mistake(() -> DEFAULTS.withOverlap(Double.NaN), "found NaN"),
                mistake(() -> DEFAULTS.withMapSize(4), "mapSize must be at least 5"),
                mistake(() -> DEFAULTS.withPrototypes(0), "prototypes must be positive, found 0"),
                mistake(() -> DEFAULTS.withEpochs(-2), "epochs must be positive, found -2"),
                mistake(() -> DEFAULTS.withBatchSize(0), "batchSize must be positive, found 0"),
                mistake(() -> DECISION.withDeviations(0), "found 0.0"),
                mistake(() -> DEFAULTS.model().withLayers(List.of()), "layers must name at least one block"),
                mistake(() -> DEFAULTS.model().withLayers(List.of(3, 2)), "layers must ascend"),
                mistake(() -> DEFAULTS.model().withLayers(List.of(12)), "below the depth 12, found [12]"),
                mistake(
                        () -> DEFAULTS.maps().asReference().withTiling(Tiling.BALANCED),
                        "placement TRUNCATED needs the tiling PADDED, found BALANCED"),
                mistake(() -> DEFAULTS.training().withRates(0, 0), "baseRate must be positive, found 0.0"),
                mistake(
                        () -> DEFAULTS.training().withRates(1e-3, 2e-3),
                        "finalRate must be 0 to baseRate 0.001, found 0.002"));
    }

    private static Arguments mistake(Runnable change, String message) {
        return Arguments.of(message, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void mistakesAreNamed(String message, Runnable change) {
        assertThatThrownBy(change::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}

package dev.robis.seg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RobisConfigTest {

    private static final RobisConfig DEFAULTS = RobisConfig.defaults();

    /** Fields that one method sets together. */
    private static final Map<String, Set<String>> TOGETHER =
            Map.of("inputSize", Set.of("inputSize", "cropSize"), "window", Set.of("window", "mapSize"));

    static Stream<RecordComponent> fields() {
        return Arrays.stream(RobisConfig.class.getRecordComponents())
                .filter(field -> !field.getName().equals("cropSize")); // set with inputSize
    }

    @ParameterizedTest
    @MethodSource("fields")
    void everyWithChangesItsFieldAlone(RecordComponent field) throws ReflectiveOperationException {
        Object value = another(field);
        String name = field.getName();
        Method with = RobisConfig.class.getMethod(
                "with" + Character.toUpperCase(name.charAt(0)) + name.substring(1), field.getType());
        RobisConfig changed = (RobisConfig) with.invoke(DEFAULTS, value);

        assertThat(field.getAccessor().invoke(changed)).isEqualTo(value);
        assertThat(differences(changed)).isEqualTo(TOGETHER.getOrDefault(name, Set.of(name)));
    }

    @Test
    void inputAndCropCanDiffer() throws ReflectiveOperationException {
        RobisConfig config = DEFAULTS.withInputSize(560, 504);
        assertThat(config.inputSize()).isEqualTo(560);
        assertThat(config.cropSize()).isEqualTo(504);
        assertThat(differences(config)).containsExactlyInAnyOrder("inputSize", "cropSize");
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
        assertThat(config.inputSize()).isEqualTo(input);
        assertThat(config.cropSize()).isEqualTo(crop);
    }

    @Test
    void theEncoderIsKnownByItsProperName() {
        assertThat(DEFAULTS.withEncoder("dinov2_reg_small_14"))
                .isEqualTo(DEFAULTS.withEncoder("dinov2reg_vit_small_14"));
    }

    @Test
    void mapsStayTheReferencesInLargeWindows() {
        assertThat(DEFAULTS.withWindow(2048).mapSize()).isEqualTo(256);
        assertThat(DEFAULTS.withWindow(100).mapSize()).isEqualTo(100);
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
                mistake(() -> DEFAULTS.withDeviations(0), "found 0.0"));
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

    private static Object another(RecordComponent field) {
        Map<Class<?>, Object> values = new HashMap<>();
        values.put(String.class, "robis_vit_tiny_14");
        values.put(int.class, 70);
        values.put(long.class, 70L);
        values.put(double.class, 0.5);
        values.put(boolean.class, false);
        return values.get(field.getType());
    }

    private static Set<String> differences(RobisConfig changed) throws ReflectiveOperationException {
        Set<String> names = new TreeSet<>();
        for (RecordComponent field : RobisConfig.class.getRecordComponents()) {
            Object before = field.getAccessor().invoke(DEFAULTS);
            if (!before.equals(field.getAccessor().invoke(changed))) names.add(field.getName());
        }
        return names;
    }
}

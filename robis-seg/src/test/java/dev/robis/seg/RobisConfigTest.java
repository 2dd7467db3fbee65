package dev.robis.seg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RobisConfigTest {

    private static final RobisConfig DEFAULTS = RobisConfig.defaults();

    private static List<String> changed(UnaryOperator<RobisConfig> change) throws ReflectiveOperationException {
        List<String> names = new ArrayList<>();
        RobisConfig after = change.apply(DEFAULTS);
        for (RecordComponent component : RobisConfig.class.getRecordComponents())
            if (!component
                    .getAccessor()
                    .invoke(after)
                    .equals(component.getAccessor().invoke(DEFAULTS))) names.add(component.getName());
        return names;
    }

    @Test
    void everyWitherChangesItsFieldAndNothingElse() throws ReflectiveOperationException {
        List<String> all = new ArrayList<>();
        all.addAll(changed(config -> config.withEncoder("dinov2_vit_small_14")));
        all.addAll(changed(config -> config.withInputSize(1024, 518)));
        assertThat(changed(config -> config.withInputSize(224))).containsExactly("inputSize", "cropSize");
        all.add("cropSize");
        all.addAll(changed(config -> config.withWindow(512)));
        assertThat(changed(config -> config.withWindow(224))).containsExactly("window", "mapSize");
        all.addAll(changed(config -> config.withOverlap(0.5)));
        all.addAll(changed(config -> config.withMapSize(64)));
        all.addAll(changed(config -> config.withPrototypes(3)));
        all.addAll(changed(config -> config.withEpochs(3)));
        all.addAll(changed(config -> config.withBatchSize(3)));
        all.addAll(changed(config -> config.withAugment(false)));
        all.addAll(changed(config -> config.withDeviations(4)));
        all.addAll(changed(config -> config.withSeed(7)));
        List<String> fields = new ArrayList<>();
        for (RecordComponent component : RobisConfig.class.getRecordComponents()) fields.add(component.getName());
        assertThat(all).containsExactlyInAnyOrderElementsOf(fields);
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        assertThatThrownBy(() -> DEFAULTS.withEncoder("resnet")).hasMessageContaining("resnet");
        assertThatThrownBy(() -> DEFAULTS.withInputSize(500)).hasMessageContaining("multiple of the patch side 14");
        assertThatThrownBy(() -> DEFAULTS.withInputSize(224, 518)).hasMessageContaining("at most inputSize 224");
        assertThatThrownBy(() -> DEFAULTS.withWindow(0)).hasMessageContaining("0");
        assertThatThrownBy(() -> DEFAULTS.withOverlap(1)).hasMessageContaining("overlap");
        assertThatThrownBy(() -> DEFAULTS.withMapSize(4)).hasMessageContaining("mapSize must be at least 5");
        assertThatThrownBy(() -> DEFAULTS.withPrototypes(0)).hasMessageContaining("prototypes must be positive");
        assertThatThrownBy(() -> DEFAULTS.withEpochs(-1)).hasMessageContaining("epochs must be positive, found -1");
        assertThatThrownBy(() -> DEFAULTS.withBatchSize(0)).hasMessageContaining("batchSize");
        assertThatThrownBy(() -> DEFAULTS.withDeviations(Double.NaN)).hasMessageContaining("NaN");
    }
}

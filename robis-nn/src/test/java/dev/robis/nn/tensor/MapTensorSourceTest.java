package dev.robis.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tensors on the heap as a source. */
class MapTensorSourceTest {

    private final MapTensorSource source = MapTensorSource.of(
            Map.of("w", new Tensor(new int[] {2, 2}, new float[] {1, 2, 3, 4})), Map.of("k", "v"), "test");

    @Test
    void givesWhatItWasGiven() {
        FloatBuffer into = FloatBuffer.allocate(2);
        source.read("w", 1, into);
        assertThat(into.array()).containsExactly(2, 3);
        assertThat(source.info("w")).contains(new TensorInfo("w", DType.F32, List.of(2L, 2L)));
        assertThat(source.metadata()).containsExactly(Map.entry("k", "v"));
    }

    @Test
    void refusesWhatItDoesNotHave() {
        assertThatThrownBy(() -> source.read("v", 0, FloatBuffer.allocate(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no tensor \"v\" in test");
        assertThatThrownBy(() -> source.read("w", 3, FloatBuffer.allocate(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("w: asked for elements 3 to 5 of 4 in test");
        assertThatThrownBy(() -> source.read("w", -1, FloatBuffer.allocate(2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tensorsNeedAsManyElementsAsTheirShape() {
        assertThatThrownBy(() -> new Tensor(new int[] {2, 3}, new float[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape [2, 3] needs 6 elements, found 5");
        assertThatThrownBy(() -> new Tensor(new int[] {-1}, new float[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("negative length");
    }
}

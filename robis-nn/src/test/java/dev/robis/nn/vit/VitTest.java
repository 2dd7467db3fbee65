package dev.robis.nn.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.testing.RandomWeights;
import dev.robis.nn.testing.Shapes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a vision transformer refuses, and that it says why. */
class VitTest {

    private static final VitConfig CONFIG = new VitConfig(8, 3, 2, 4, 14, 1, 2, 1e-6);
    private static final Shapes WEIGHTS = new Shapes(VitWeights.names(CONFIG), "zero");

    private static Vit open(int batch, int height, int width, Integer... blocks) {
        return Vit.open(CONFIG, WEIGHTS, List.of(blocks), batch, height, width);
    }

    @Test
    void tokensAreOfTheBlocksAskedForInThatOrder() {
        try (Vit vit = open(2, 28, 42, 2, 0)) {
            List<Tensor> tokens = vit.tokens(Tensor.zeros(2, 3, 28, 42));
            assertThat(tokens).hasSize(2);
            for (Tensor block : tokens) assertThat(block.shape()).containsExactly(2, 1 + 1 + 6, 8);
        }
    }

    @Test
    void inputMustBeWholePatches() {
        assertThatThrownBy(() -> open(1, 28, 30, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("input size must be a multiple of the patch side 14, found 28x30 (height x width)");
        assertThatThrownBy(() -> open(1, 0, 28, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void blocksMustExist() {
        assertThatThrownBy(() -> open(1, 28, 28, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("blocks must be 0 to 2, found [3]");
        assertThatThrownBy(() -> open(1, 28, 28, 1, -1)).hasMessage("blocks must be 0 to 2, found [1, -1]");
        assertThatThrownBy(() -> open(1, 28, 28)).hasMessage("at least one block is needed");
    }

    @Test
    void imagesMustBeThoseItWasOpenedFor() {
        try (Vit vit = open(2, 28, 28, 0)) {
            assertThatThrownBy(() -> vit.tokens(Tensor.zeros(1, 3, 28, 28)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected a batch of 2, found shape [1, 3, 28, 28]");
            assertThatThrownBy(() -> vit.tokens(Tensor.zeros(2, 3, 28, 42)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("images must be [batch, 3, 28, 28], found [2, 3, 28, 42]");
            assertThatThrownBy(() -> vit.tokens(Tensor.zeros())).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void nothingRunsAfterClosing() {
        Vit vit = open(1, 28, 28, 0);
        vit.close();
        vit.close();
        assertThatThrownBy(() -> vit.tokens(Tensor.zeros(1, 3, 28, 28)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this network is closed");
    }

    @Test
    void shapesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new VitConfig(8, 1, 3, 4, 14, 0, 2, 1e-6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("width 8 is not a multiple of heads 3");
        assertThatThrownBy(() -> new VitConfig(8, 0, 2, 4, 14, 0, 2, 1e-6))
                .hasMessage("depth must be positive, found 0");
        assertThatThrownBy(() -> new VitConfig(8, 1, 2, 4, 14, -1, 2, 1e-6)).hasMessageContaining("registers");
        assertThatThrownBy(() -> new VitConfig(8, 1, 2, 4, 14, 0, 2, Double.NaN))
                .hasMessageContaining("layerNormEpsilon");
        assertThatThrownBy(() -> new VitConfig(VitVariant.BEIT, 8, 1, 2, 4, 16, 1, 2, 1e-6))
                .hasMessage("registers must be 0 in BEIT, found 1");
    }

    @Test
    void beitOnAnotherGridIsTheOneOfThatGridWithItsTablesResized() {
        VitConfig four = new VitConfig(VitVariant.BEIT, 8, 2, 2, 4, 8, 0, 4, 1e-6);
        VitConfig six = new VitConfig(VitVariant.BEIT, 8, 2, 2, 4, 8, 0, 6, 1e-6);
        TensorSource weights = new RandomWeights(VitWeights.names(four), 0.3, 4);
        Map<String, Tensor> resized = new LinkedHashMap<>();
        for (String name : weights.names()) {
            Tensor tensor = weights.tensor(name);
            boolean table = name.endsWith("relative_position_bias_table");
            resized.put(name, table ? RelativePositionBias.resize(tensor, 4, 6, 6) : tensor);
        }
        Tensor image = new RandomWeights(Map.of("image", List.of(1L, 3L, 48L, 48L)), 1, 5).tensor("image");
        try (Vit small = Vit.open(four, weights, List.of(1), 1, 48, 48);
                Vit large = Vit.open(six, MapTensorSource.of(resized, "resized"), List.of(1), 1, 48, 48)) {
            assertThat(small.tokens(image)).isEqualTo(large.tokens(image));
        }
    }
}

package dev.robis.nn.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InferredConfigTest {

    private static final SamConfig SMALL = RandomSam.CONFIG;
    private static final String HEADS = "decoder_heads";

    @ParameterizedTest
    @ValueSource(strings = {"vit_b", "vit_l", "vit_h"})
    void publishedModelsAreFoundInTheirShapes(String name) {
        SamConfig config = SamConfig.named(name);
        assertThat(SamConfig.inferred(new NamedShapes(SamWeights.names(config))))
                .isEqualTo(config);
    }

    @Test
    void anyModelIsFoundWhereTheMetadataSayWhatShapesDoNot() {
        String heads = Integer.toString(SMALL.decoder().heads());
        assertThat(SamConfig.inferred(tensors(Map.of(HEADS, heads)))).isEqualTo(SMALL);
    }

    @Test
    void windowsAsLargeAsTheGridSeeTheWholeImage() {
        SamConfig.Encoder encoder = SMALL.encoder();
        SamConfig whole = new SamConfig(
                SMALL.imageSize(),
                SMALL.patch(),
                SMALL.width(),
                SMALL.maskChannels(),
                new SamConfig.Encoder(
                        encoder.width(),
                        encoder.depth(),
                        encoder.heads(),
                        encoder.mlpRatio(),
                        SMALL.grid(),
                        List.of(1),
                        encoder.epsilon()),
                new SamConfig.Decoder(2, 8, 8, 3, 2, 6));
        SamConfig found = SamConfig.inferred(new NamedShapes(SamWeights.names(whole)));
        assertThat(found.encoder().window()).isEqualTo(SMALL.grid());
        assertThat(found.encoder().globalBlocks()).containsExactly(0, 1);
        assertThat(SamWeights.names(found)).isEqualTo(SamWeights.names(whole));
    }

    @Test
    void whatIsNoSegmentAnythingIsRefusedByTheTensorItLacks() {
        TensorSource other = MapTensorSource.of(
                Map.of("pos_embed", Tensor.zeros(1, 5, 8), "cls_token", Tensor.zeros(1, 1, 8)), "dino.safetensors");
        assertThatThrownBy(() -> SamConfig.inferred(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("image_encoder.pos_embed", "dino.safetensors");
        TensorSource flat =
                MapTensorSource.of(Map.of("image_encoder.pos_embed", Tensor.zeros(1, 5, 8)), "flat.safetensors");
        assertThatThrownBy(() -> SamConfig.inferred(flat))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("image_encoder.pos_embed", "4 axes", "[1, 5, 8]", "flat.safetensors");
    }

    @Test
    void headsMustBeANumber() {
        assertThatThrownBy(() -> SamConfig.inferred(tensors(Map.of(HEADS, "many"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(HEADS, "many", "small.safetensors");
    }

    private static TensorSource tensors(Map<String, String> metadata) {
        return MapTensorSource.of(RandomSam.tensors(SamWeights.names(SMALL), 1), metadata, "small.safetensors");
    }
}

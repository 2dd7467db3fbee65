package dev.robis.nn.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.testing.Golden;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SamWeightsTest {

    static Stream<Arguments> checkpoints() {
        return Golden.cases("state-dict-keys", found -> Files.isRegularFile(found.path("sam_vit_b.json")))
                .flatMap(golden -> SamConfig.NAMES.stream().map(name -> Arguments.of(golden, name)));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("checkpoints")
    void namesAndShapesAreTheOfficialOnes(Golden.Case golden, String name) {
        Map<String, List<Long>> official = new LinkedHashMap<>();
        JsonNode keys = golden.json("sam_" + name + ".json").get("keys");
        keys.properties().forEach(key -> {
            List<Long> shape = new ArrayList<>();
            key.getValue().get("shape").forEach(length -> shape.add(length.asLong()));
            official.put(key.getKey(), shape);
        });
        assertThat(SamWeights.names(SamConfig.named(name))).isEqualTo(official);
    }

    @ParameterizedTest
    @CsvSource({"vit_b, 93735728", "vit_l, 312343088", "vit_h, 641090864"})
    void modelsHaveAsManyElementsAsTheOfficialStateDicts(String name, long elements) {
        long found = SamWeights.names(SamConfig.named(name)).values().stream()
                .mapToLong(shape -> shape.stream().reduce(1L, (a, b) -> a * b))
                .sum();
        assertThat(found).isEqualTo(elements);
    }

    @Test
    void aMissingTensorIsNamed() {
        Map<String, Tensor> tensors = RandomSam.tensors(SamWeights.names(RandomSam.CONFIG), 1);
        tensors.remove("mask_decoder.mask_tokens.weight");
        assertThatThrownBy(() -> SamPredictor.open(RandomSam.CONFIG, MapTensorSource.of(tensors, "sam.safetensors")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("mask_decoder.mask_tokens.weight", "[4, 16]", "sam.safetensors");
    }

    @Test
    void aTensorOfAnotherShapeIsNamed() {
        Map<String, Tensor> tensors = RandomSam.tensors(SamWeights.names(RandomSam.CONFIG), 1);
        tensors.put("image_encoder.blocks.1.attn.rel_pos_h", Tensor.zeros(7, 6));
        assertThatThrownBy(() -> SamPredictor.open(RandomSam.CONFIG, MapTensorSource.of(tensors, "sam.safetensors")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("image_encoder.blocks.1.attn.rel_pos_h", "[15, 6]", "[7, 6]");
    }

    @Test
    void aSurplusTensorIsNamed() {
        Map<String, Tensor> tensors = RandomSam.tensors(SamWeights.names(RandomSam.CONFIG), 1);
        tensors.put("memory_attention.weight", Tensor.zeros(1));
        assertThatThrownBy(() -> SamPredictor.open(RandomSam.CONFIG, MapTensorSource.of(tensors, "sam.safetensors")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("memory_attention.weight");
    }

    @Test
    void weightsOfAnotherPublishedModelAreRecognised() {
        TensorSource large = new NamedShapes(SamWeights.names(SamConfig.vitL()));
        assertThatThrownBy(() -> SamPredictor.open(SamConfig.vitB(), large))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("image_encoder.pos_embed", "768", "1024", "vit_l");
    }
}

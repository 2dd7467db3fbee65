package dev.robis.nn.vit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.testing.Golden;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The backbones against every case of the reference, stage by stage. */
class VitGoldenTest {

    static Stream<Golden.Case> cases() {
        return Golden.cases("vit-encoder", found -> found.config().has("embed_dim"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void everyStageIsThatOfTheReference(Golden.Case golden) throws Exception {
        JsonNode files = golden.json().get("files");
        String weights = first(files, "weights");
        String safetensors = weights.replace(".pth", ".safetensors");
        VitConfig config = config(golden);
        List<String> inputs = new ArrayList<>();
        files.fieldNames().forEachRemaining(name -> {
            if (name.startsWith("input")) inputs.add(name);
        });
        assertThat(inputs).isNotEmpty();
        for (String input : inputs)
            try (TensorSource source = layout(config).view(SafetensorsFile.open(golden.path(safetensors)))) {
                check(golden, config, source, input, input.replace("input", "expected"));
            }
    }

    private static void check(Golden.Case golden, VitConfig config, TensorSource weights, String input, String expected)
            throws Exception {
        Tensor images = images(golden.path(input));
        JsonNode tensors = golden.json().get("files").get(expected).get("tensors");
        List<String> names = new ArrayList<>();
        List<String> stages = new ArrayList<>();
        tensors.fieldNames().forEachRemaining(name -> {
            if (name.equals("final_norm")) return;
            names.add(name);
            stages.add(stage(name));
        });
        int[] shape = images.shape();
        try (Vit vit = Vit.open(config, weights, config.depth() - 1, stages, shape[0], shape[2], shape[3])) {
            List<Tensor> found = vit.stages(images);
            for (int i = 0; i < names.size(); i++) {
                int[] wanted = shape(tensors.get(names.get(i)));
                golden.assertClose(new Tensor(wanted, found.get(i).data()), expected, names.get(i));
            }
        }
    }

    /** Golden names are {@code block0.attn}; the graph's are those of the checkpoint. */
    private static String stage(String name) {
        return name.replaceFirst("^block(\\d)", "blocks.$1");
    }

    static Tensor images(Path file) {
        try (SafetensorsFile source = SafetensorsFile.open(file)) {
            String name = source.names().iterator().next();
            Tensor tensor = source.tensor(name);
            if (source.info(name).orElseThrow().dtype() == dev.robis.nn.tensor.DType.U8)
                for (int i = 0; i < tensor.data().length; i++) tensor.data()[i] = (tensor.data()[i] - 128) / 64;
            return tensor;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static VitConfig config(Golden.Case golden) {
        JsonNode config = golden.config();
        int patch = config.get("patch_size").asInt();
        return new VitConfig(
                variant(config),
                config.get("embed_dim").asInt(),
                config.get("depth").asInt(),
                config.get("num_heads").asInt(),
                config.path("mlp_ratio").asInt(4),
                patch,
                config.path("num_register_tokens").asInt(0),
                config.path("pos_embed_grid")
                        .path(0)
                        .asInt(config.path("img_size").asInt() / patch),
                config.path("layer_norm_eps").asDouble(1e-6));
    }

    private static VitVariant variant(JsonNode config) {
        if (config.path("use_rel_pos_bias").asBoolean()) return VitVariant.BEIT;
        return config.has("num_register_tokens") ? VitVariant.DINOV2 : VitVariant.PLAIN;
    }

    private static OfficialLayout layout(VitConfig config) {
        return config.variant() == VitVariant.BEIT
                ? Backbone.named("beitv2_vit_base_16").layout()
                : OfficialLayout.PLAIN;
    }

    private static String first(JsonNode files, String role) {
        for (Map.Entry<String, JsonNode> file : files.properties())
            if (file.getValue().get("role").asText().equals(role)) return file.getKey();
        throw new AssertionError("no file with role " + role);
    }

    private static int[] shape(JsonNode tensor) {
        int[] shape = new int[tensor.get("shape").size()];
        Arrays.setAll(shape, i -> tensor.get("shape").get(i).asInt());
        return shape;
    }
}

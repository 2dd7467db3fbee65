package dev.robis.nn.inp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.testing.Golden;
import dev.robis.nn.vit.VitConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Models as the golden cases describe and store them. */
final class GoldenModels {

    private static final String ENCODER = "encoder.";

    private GoldenModels() {}

    static InpFormerConfig config(Golden.Case golden) {
        JsonNode config = golden.config();
        List<List<Integer>> groups = new ArrayList<>();
        config.get("groups").forEach(group -> groups.add(integers(group)));
        VitConfig encoder = new VitConfig(
                config.get("embed").asInt(),
                config.get("depth").asInt(),
                config.get("heads").asInt(),
                4,
                config.path("patch_size").asInt(14),
                config.get("registers").asInt(),
                config.path("pos_embed_grid").path(0).asInt(37),
                config.path("encoder_layer_norm_eps").asDouble(1e-6));
        return new InpFormerConfig(
                encoder,
                integers(config.get("targets")),
                groups,
                config.get("decoders").asInt(),
                config.get("inps").asInt());
    }

    static TensorSource encoder(TensorSource model) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : model.names())
            if (name.startsWith(ENCODER)) tensors.put(name.substring(ENCODER.length()), model.tensor(name));
        return MapTensorSource.of(tensors, model.describe());
    }

    static TensorSource trained(TensorSource model) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : model.names()) if (!name.startsWith(ENCODER)) tensors.put(name, model.tensor(name));
        return MapTensorSource.of(tensors, model.describe());
    }

    /** The graph keeps tokens as rows; golden features are channels first where they have four axes. */
    static Tensor like(Tensor found, JsonNode expected) {
        int[] shape = new int[expected.get("shape").size()];
        for (int i = 0; i < shape.length; i++)
            shape[i] = expected.get("shape").get(i).asInt();
        if (shape.length != 4 || found.shape().length != 2) return new Tensor(shape, found.data());
        return channelsFirst(found, shape);
    }

    private static Tensor channelsFirst(Tensor rows, int[] shape) {
        Tensor result = Tensor.zeros(shape);
        int channels = shape[1];
        int perImage = shape[2] * shape[3];
        for (int b = 0; b < shape[0]; b++)
            for (int i = 0; i < perImage; i++)
                for (int c = 0; c < channels; c++)
                    result.data()[(b * channels + c) * perImage + i] = rows.data()[(b * perImage + i) * channels + c];
        return result;
    }

    private static List<Integer> integers(JsonNode array) {
        List<Integer> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asInt()));
        return values;
    }
}

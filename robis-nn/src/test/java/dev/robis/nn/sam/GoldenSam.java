package dev.robis.nn.sam;

import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.testing.Golden;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the models of the golden stage {@code sam}. */
final class GoldenSam {

    private GoldenSam() {}

    static SamConfig config(JsonNode json) {
        List<Integer> globalBlocks = new ArrayList<>();
        json.get("global_attn_indexes").forEach(block -> globalBlocks.add(block.asInt()));
        return new SamConfig(
                json.get("img_size").asInt(),
                json.get("patch_size").asInt(),
                json.get("out_chans").asInt(),
                json.get("prompt_mask_in_chans").asInt(),
                new SamConfig.Encoder(
                        json.get("embed_dim").asInt(),
                        json.get("depth").asInt(),
                        json.get("num_heads").asInt(),
                        json.get("mlp_ratio").asInt(),
                        json.get("window_size").asInt(),
                        globalBlocks,
                        json.get("encoder_layer_norm_eps").asDouble()),
                new SamConfig.Decoder(
                        json.get("decoder_depth").asInt(),
                        json.get("decoder_heads").asInt(),
                        json.get("decoder_mlp_dim").asInt(),
                        json.get("num_multimask_outputs").asInt(),
                        json.get("iou_head_depth").asInt(),
                        json.get("iou_head_hidden_dim").asInt()));
    }

    /** The twin of the checkpoint with the role {@code weights}. */
    static TensorSource weights(Golden.Case golden) throws IOException {
        for (var file : golden.json().get("files").properties())
            if (file.getValue().path("role").asText().equals("weights"))
                return SafetensorsFile.open(golden.path(file.getKey().replace(".pth", ".safetensors")));
        throw new AssertionError("no weights in " + golden);
    }

    /** The cases write 1 for foreground and 0 for background. */
    static SamPrompt.Label label(int value) {
        return value == 1 ? SamPrompt.Label.FOREGROUND : SamPrompt.Label.BACKGROUND;
    }

    /** Names of the tensors that a file of the case holds. */
    static List<String> tensors(Golden.Case golden, String file) {
        List<String> names = new ArrayList<>();
        golden.json().get("files").get(file).get("tensors").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Rows of pixels, as the graphs keep them, to channels first where the case stores {@code [1, C, H, W]}. */
    static Tensor like(Tensor rows, JsonNode expected, boolean channelsFirst) {
        int[] shape = new int[expected.get("shape").size()];
        for (int i = 0; i < shape.length; i++)
            shape[i] = expected.get("shape").get(i).asInt();
        if (!channelsFirst) return new Tensor(shape, rows.data());
        int channels = shape[1];
        int pixels = shape[2] * shape[3];
        Tensor result = Tensor.zeros(shape);
        for (int i = 0; i < pixels; i++)
            for (int c = 0; c < channels; c++) result.data()[c * pixels + i] = rows.data()[i * channels + c];
        return result;
    }
}

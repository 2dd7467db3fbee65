package dev.robis.nn.sam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.testing.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Prompt encoder and mask decoder against the reference, stage by stage, for every kind of prompt. */
class PromptsGoldenTest {

    private static final String PROMPTS = "prompts.safetensors";
    private static final String ENCODED = "expected_encoder.safetensors";

    static Stream<Arguments> prompts() {
        return Golden.cases("sam", found -> found.json().path("files").has(PROMPTS))
                .flatMap(golden -> {
                    List<String> files = new ArrayList<>();
                    golden.json().get("files").fieldNames().forEachRemaining(file -> {
                        if (file.startsWith("expected_") && !file.equals(ENCODED)) files.add(file);
                    });
                    return files.stream().map(file -> Arguments.of(golden, file));
                });
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("prompts")
    void everyStageIsThatOfTheReference(Golden.Case golden, String file) throws Exception {
        SamConfig config = GoldenSam.config(golden.config());
        Tensor embedding = rows(golden.tensor(ENCODED, "image_embedding"));
        String kind = file.replaceAll("^expected_|\\.safetensors$", "");
        List<String> names = GoldenSam.tensors(golden, file);
        assertThat(names).contains("low_res_multi", "iou_single");
        try (TensorSource weights = GoldenSam.weights(golden);
                PromptEncoder prompts = new PromptEncoder(config, weights);
                MaskDecoder decoder = new MaskDecoder(config, weights, prompts.imagePositions())) {
            JsonNode original = golden.json().at("/files/" + file + "/tensors/postprocessed_single/shape");
            List<Map<String, Tensor>> each = new ArrayList<>();
            for (SamPrompt prompt : prompts(golden, kind))
                each.add(stages(config, prompts, decoder, embedding, prompt, names, original));
            for (String name : names) {
                JsonNode expected =
                        golden.json().get("files").get(file).get("tensors").get(name);
                int rank = expected.get("shape").size();
                boolean rows =
                        rank == 4 && List.of("dense", "image_pe", "upscaled").contains(name);
                float[] all = concatenated(each, name);
                golden.assertClose(GoldenSam.like(new Tensor(new int[] {all.length}, all), expected, rows), file, name);
            }
        }
    }

    private static Map<String, Tensor> stages(
            SamConfig config,
            PromptEncoder prompts,
            MaskDecoder decoder,
            Tensor embedding,
            SamPrompt prompt,
            List<String> names,
            JsonNode original) {
        int height = original.get(2).asInt();
        int width = original.get(3).asInt();
        Map<String, Tensor> found = new HashMap<>();
        found.put("sparse", prompts.sparse(prompt));
        found.put("dense", prompts.dense(prompt));
        found.put("image_pe", prompts.imagePositions());
        MaskDecoder.Decoded all = decoder.decode(embedding, found.get("sparse"), found.get("dense"));
        int masks = config.decoder().masks();
        for (String output : List.of("single", "multi")) {
            int from = output.equals("single") ? 0 : 1;
            int to = output.equals("single") ? 1 : masks;
            Tensor low = part(all.masks(), from, to);
            found.put("low_res_" + output, low);
            found.put("iou_" + output, part(all.iou(), from, to));
            Tensor square =
                    Bilinear.resize(low, config.maskSize(), config.maskSize(), config.imageSize(), config.imageSize());
            // The case crops the square as an image of three quarters its width would need.
            found.put(
                    "postprocessed_" + output,
                    Bilinear.resize(square, config.imageSize(), config.imageSize() * 3 / 4, height, width));
        }
        List<String> inner =
                names.stream().filter(name -> !found.containsKey(name)).toList();
        List<Tensor> values = decoder.stages(
                embedding,
                found.get("sparse"),
                found.get("dense"),
                inner.stream().map(name -> stage(config, name)).distinct().toList());
        List<String> stages =
                inner.stream().map(name -> stage(config, name)).distinct().toList();
        for (String name : inner) found.put(name, values.get(stages.indexOf(stage(config, name))));
        return found;
    }

    private static String stage(SamConfig config, String name) {
        if (name.equals("masks_all") || name.equals("iou_all")) return name;
        if (name.equals("transformer.1")) // nothing changes the pixels after the last layer
        return "mask_decoder.transformer.layer" + (config.decoder().depth() - 1) + ".1";
        return "mask_decoder." + name;
    }

    private static List<SamPrompt> prompts(Golden.Case golden, String kind) {
        List<SamPrompt> prompts = new ArrayList<>();
        if (kind.equals("boxes")) {
            float[] boxes = golden.tensor(PROMPTS, "two_boxes").data();
            for (int i = 0; i < boxes.length; i += 4)
                prompts.add(SamPrompt.box(boxes[i], boxes[i + 1], boxes[i + 2], boxes[i + 3]));
            return prompts;
        }
        SamPrompt prompt = SamPrompt.none();
        List<String> parts = List.of(kind.split("-"));
        assertThat(parts).isSubsetOf("points", "box", "mask", "none");
        if (parts.contains("points")) {
            float[] xy = golden.tensor(PROMPTS, "points").data();
            float[] labels = golden.tensor(PROMPTS, "labels").data();
            SamPrompt.Point[] points = new SamPrompt.Point[labels.length];
            for (int i = 0; i < labels.length; i++)
                points[i] = new SamPrompt.Point(xy[2 * i], xy[2 * i + 1], GoldenSam.label((int) labels[i]));
            prompt = SamPrompt.points(points);
        }
        if (parts.contains("box")) {
            float[] box = golden.tensor(PROMPTS, "one_box").data();
            prompt = prompt.withBox(new SamPrompt.Box(box[0], box[1], box[2], box[3]));
        }
        if (parts.contains("mask")) {
            Tensor mask = golden.tensor(PROMPTS, "mask");
            prompt = prompt.withMask(new Tensor(new int[] {mask.shape()[2], mask.shape()[3]}, mask.data()));
        }
        return List.of(prompt);
    }

    private static Tensor part(Tensor all, int from, int to) {
        int[] shape = all.shape().clone();
        int each = all.data().length / shape[0];
        shape[0] = to - from;
        return new Tensor(shape, Arrays.copyOfRange(all.data(), from * each, to * each));
    }

    private static float[] concatenated(List<Map<String, Tensor>> each, String name) {
        float[] first = each.get(0).get(name).data();
        if (name.equals("dense") || name.equals("image_pe")) return first;
        float[] all = new float[first.length * each.size()];
        for (int i = 0; i < each.size(); i++)
            System.arraycopy(each.get(i).get(name).data(), 0, all, i * first.length, first.length);
        return all;
    }

    private static Tensor rows(Tensor planes) { // [1, C, H, W] -> [H*W, C]
        int channels = planes.shape()[1];
        int pixels = planes.data().length / channels;
        Tensor rows = Tensor.zeros(pixels, channels);
        for (int c = 0; c < channels; c++)
            for (int i = 0; i < pixels; i++) rows.data()[i * channels + c] = planes.data()[c * pixels + i];
        return rows;
    }
}

package dev.robis.seg.stage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.inp.InpFormer;
import dev.robis.nn.inp.InpFormerConfig;
import dev.robis.nn.inp.TrainingPlan;
import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.testing.Golden;
import dev.robis.nn.vit.VitConfig;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Sample;
import dev.robis.seg.data.Split;
import dev.robis.seg.detector.Detector;
import dev.robis.seg.image.InputTransform;
import dev.robis.seg.inp.InpFormerDetector;
import dev.robis.seg.map.AnomalyMapper;
import dev.robis.seg.refine.SamModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The product of an end-to-end case: its images, its tiny model, its settings and tolerances.
 *
 * @param golden the case
 */
record GoldenProduct(Golden.Case golden) {

    private static final String ENCODER = "encoder.";

    String category() {
        return golden.config().get("category").asText();
    }

    Dataset dataset() throws IOException {
        return Dataset.mvtecAd2(golden.path("data"), category());
    }

    List<Sample> testImages() throws IOException {
        return dataset().samples(Split.TEST_PUBLIC);
    }

    /** Settings of the stages; the model is not one of the known. */
    RobisConfig config() {
        JsonNode config = golden.config();
        return RobisConfig.reference()
                .withInputSize(
                        config.get("input_size").asInt(),
                        config.get("crop_size").asInt())
                .withWindow(config.get("window").asInt())
                .withOverlap(config.get("overlap").asDouble());
    }

    Detector detector(Map<String, Tensor> trained) throws IOException {
        JsonNode config = golden.config();
        int side = config.get("crop_size").asInt();
        Map<String, Tensor> encoder = encoder("model_init.safetensors");
        InpFormer model = InpFormer.open(
                model(encoder),
                MapTensorSource.of(encoder, "the encoder of " + golden),
                MapTensorSource.of(trained, "the trained tensors of " + golden),
                side,
                side,
                2);
        return new InpFormerDetector(
                model, new InputTransform(config.get("input_size").asInt(), side), AnomalyMapper.reference(side));
    }

    /** The tiny SAM, with the decoder's heads, which its shapes do not tell. */
    SamModel sam(Path folder) throws IOException {
        Path file = folder.resolve("sam.safetensors");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try (SafetensorsFile weights = golden.tensors("sam_vit_h.safetensors")) {
            for (String name : weights.names()) tensors.put(name, weights.tensor(name));
        }
        SafetensorsWriter.write(file, tensors, Map.of("decoder_heads", "4"));
        return SamModel.inferred(file);
    }

    InpFormerConfig model(Map<String, Tensor> encoder) {
        JsonNode config = golden.config();
        List<List<Integer>> groups = new ArrayList<>();
        config.get("groups").forEach(group -> groups.add(integers(group)));
        int positions = encoder.get("pos_embed").shape()[1] - 1;
        int patch = encoder.get("patch_embed.proj.weight").shape()[3];
        VitConfig vit = new VitConfig(
                config.get("embed").asInt(),
                config.get("depth").asInt(),
                config.get("heads").asInt(),
                4,
                patch,
                config.get("registers").asInt(),
                (int) Math.round(Math.sqrt(positions)),
                1e-6);
        return new InpFormerConfig(
                vit,
                integers(config.get("targets")),
                groups,
                config.get("decoders").asInt(),
                config.get("inps").asInt());
    }

    TrainingPlan plan() {
        JsonNode config = golden.config();
        return new TrainingPlan(
                config.get("batch_size").asInt(),
                golden.json("training.json").get("total_iters").asLong(),
                config.get("warmup_iters").asLong(),
                config.get("lr").asDouble(),
                config.get("final_lr").asDouble(),
                config.get("weight_decay").asDouble(),
                config.get("max_grad_norm").asDouble());
    }

    Map<String, Tensor> encoder(String file) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try (SafetensorsFile model = golden.tensors(file)) {
            for (String name : model.names())
                if (name.startsWith(ENCODER)) tensors.put(name.substring(ENCODER.length()), model.tensor(name));
        }
        return tensors;
    }

    Map<String, Tensor> trained(String file) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try (SafetensorsFile model = golden.tensors(file)) {
            for (String name : model.names()) if (!name.startsWith(ENCODER)) tensors.put(name, model.tensor(name));
        }
        return tensors;
    }

    TensorSource source(Map<String, Tensor> tensors) {
        return MapTensorSource.of(tensors, golden.toString());
    }

    /** A number from a recommended tolerance, which is given in words. */
    double tolerance(String name, String pattern) {
        String words = golden.json().path("recommended_tolerances").path(name).asText();
        Matcher matcher = Pattern.compile(pattern).matcher(words);
        if (!matcher.find()) throw new AssertionError(golden + ": no " + pattern + " in the tolerance of " + name);
        return Double.parseDouble(matcher.group(1));
    }

    private static List<Integer> integers(JsonNode array) {
        List<Integer> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asInt()));
        return values;
    }
}

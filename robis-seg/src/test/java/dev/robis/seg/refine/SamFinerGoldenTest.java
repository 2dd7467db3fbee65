package dev.robis.seg.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.sam.SamConfig;
import dev.robis.nn.sam.SamPrediction;
import dev.robis.nn.sam.SamPredictor.ChannelOrder;
import dev.robis.nn.sam.SamPredictor.MaskOutput;
import dev.robis.nn.sam.SamPrompt;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.testing.Golden;
import dev.robis.seg.data.Split;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.ImageSize;
import dev.robis.seg.sam.SamImagePredictor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference's refinement of a data set with tiny models, step by step and as a whole. */
class SamFinerGoldenTest {

    private static final String ARRAYS = "expected.safetensors";

    /** Share of a mask's pixels that may differ: random models have logits near zero in places. */
    private static final double SHARE = 0.005;

    /** Of the largest logit; the case gives none. */
    private static final double LOGITS = 1e-4;

    @TempDir
    Path folder;

    static Stream<Golden.Case> cases() {
        return GoldenMasks.cases("dataset");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void everyStepIsTheReferences(Golden.Case golden) throws IOException {
        for (var split : golden.json("expected.json").properties())
            try (SamImagePredictor sam = model(golden, split.getValue()).open()) {
                for (JsonNode image : split.getValue().get("images")) steps(golden, image, sam);
            }
    }

    private static void steps(Golden.Case golden, JsonNode expected, SamImagePredictor sam) throws IOException {
        String name = expected.get("image").asText();
        GrayU8 coarse = ImageFiles.readMask(coarse(golden, name));
        Planar<GrayU8> zoomed = AlignedZoom.apply(
                ImageFiles.read(golden.path("data/" + name + ".png")), new ImageSize(coarse.width, coarse.height));
        Planar<GrayU8> reversed = GoldenMasks.image(golden.tensor(ARRAYS, name + "/zoomed"));
        for (int b = 0; b < 3; b++) assertThat(zoomed.getBand(b).data).as(name).isEqualTo(reversed.getBand(2 - b).data);

        JsonNode boxes = expected.get("boxes");
        assertThat(Components.of(coarse).largest(Math.max(1, boxes.size())))
                .as(name)
                .hasSameSizeAs(boxes);
        if (boxes.isEmpty()) return;
        MaskOutput output = expected.get("multimask").asBoolean() ? MaskOutput.MULTI : MaskOutput.SINGLE;
        sam.setImage(zoomed, ChannelOrder.BGR);
        for (int i = 0; i < boxes.size(); i++) {
            JsonNode box = boxes.get(i);
            SamPrediction found = sam.predict(
                    SamPrompt.box(
                            box.get(0).asInt(),
                            box.get(1).asInt(),
                            box.get(2).asInt(),
                            box.get(3).asInt()),
                    output);
            String at = name + "/box" + i;
            Tensor logits = golden.tensor(ARRAYS, at + "/low_res");
            double largest = 0;
            for (float logit : logits.data()) largest = Math.max(largest, Math.abs(logit));
            for (int j = 0; j < logits.data().length; j++)
                assertThat((double) found.lowResolution().data()[j])
                        .as(at)
                        .isCloseTo(logits.data()[j], within(LOGITS * largest));
            Tensor masks = golden.tensor(ARRAYS, at + "/masks");
            for (int m = 0; m < found.masks(); m++) {
                byte[] mask = found.mask(m);
                int different = 0;
                for (int j = 0; j < mask.length; j++) if (mask[j] != masks.data()[m * mask.length + j]) different++;
                assertThat(different).as(at).isLessThanOrEqualTo((int) (SHARE * mask.length));
            }
            for (int j = 0; j < found.masks(); j++)
                assertThat(found.iou().data()[j])
                        .as(at)
                        .isCloseTo((float) expected.get("iou").get(i).get(j).asDouble(), within(1e-4f));
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void masksAreTheReferences(Golden.Case golden) throws IOException {
        RefineConfig config = RefineConfig.reference();
        for (var entry : golden.json("expected.json").properties()) {
            String category = entry.getKey().substring(0, entry.getKey().indexOf('/'));
            Split split = Split.ofFolderName(entry.getKey().substring(category.length() + 1));
            JsonNode expected = entry.getValue();
            assertThat(config.model(split)).isEqualTo(expected.get("model").asText());
            try (SamFiner finer = new SamFiner(config, model(golden, expected))) {
                for (JsonNode image : expected.get("images")) {
                    String name = image.get("image").asText();
                    GrayU8 refined = finer.refine(
                            ImageFiles.read(golden.path("data/" + name + ".png")),
                            ImageFiles.readMask(coarse(golden, name)),
                            config.rule(category));
                    GrayU8 stored = ImageFiles.readMask(golden.path("refined/" + flat(name) + ".png"));
                    assertThat(GoldenMasks.different(refined, stored)).as(name).isLessThanOrEqualTo((int)
                            (SHARE * stored.data.length));
                }
            }
            if (expected.get("images").isEmpty())
                assertThat(config.rule(category)).isEqualTo(MaskRule.SKIP);
        }
    }

    private static Path coarse(Golden.Case golden, String image) {
        return golden.path("coarse/" + flat(image) + ".png");
    }

    /** The reference's masks of validation images are one folder up. */
    private static String flat(String image) {
        return image.replace("/validation/good/", "/validation/");
    }

    /** The stored weights, and what their shapes do not tell. */
    private SamModel model(Golden.Case golden, JsonNode split) throws IOException {
        String name = split.get("model").asText();
        Path file = folder.resolve(name + ".safetensors");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try (SafetensorsFile weights = golden.tensors("sam_" + name + ".safetensors")) {
            for (String tensor : weights.names()) tensors.put(tensor, weights.tensor(tensor));
        }
        String heads = golden.config().get("decoder_heads").asText();
        SafetensorsWriter.write(file, tensors, Map.of("decoder_heads", heads));
        SamModel model = SamModel.inferred(file);
        SamConfig config = model.config();
        assertThat(config.imageSize()).isEqualTo(golden.config().get("img_size").asInt());
        assertThat(config.encoder().window())
                .isEqualTo(golden.config().get("window_size").asInt());
        assertThat(config.encoder().heads())
                .isEqualTo(golden.config().get("num_heads").asInt());
        return model;
    }
}

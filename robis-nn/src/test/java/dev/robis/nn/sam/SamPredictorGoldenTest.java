package dev.robis.nn.sam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.sam.SamPredictor.ChannelOrder;
import dev.robis.nn.sam.SamPredictor.MaskOutput;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.testing.Golden;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The predictor against the reference's, from a resized image to masks. */
class SamPredictorGoldenTest {

    private static final String EXPECTED = "expected.safetensors";

    static Stream<Golden.Case> cases() {
        return Golden.cases(
                "sam", found -> found.path("resize_shapes.json").toFile().exists());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void sizesAreThoseOfTheReference(Golden.Case golden) {
        JsonNode rows = golden.json("resize_shapes.json").get("rows");
        assertThat(rows).isNotEmpty();
        for (JsonNode row : rows) {
            ImageFrame frame = new ImageFrame(
                    row.get(0).asInt(), row.get(1).asInt(), row.get(2).asInt());
            assertThat(List.of(frame.resizedHeight(), frame.resizedWidth()))
                    .as(row.toString())
                    .isEqualTo(List.of(row.get(3).asInt(), row.get(4).asInt()));
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void masksAreThoseOfTheReference(Golden.Case golden) throws Exception {
        JsonNode expected = golden.json("expected.json");
        int height = expected.get("original_size").get(0).asInt();
        int width = expected.get("original_size").get(1).asInt();
        Tensor resized = planes(golden.tensor(EXPECTED, "resized_u8"));
        try (TensorSource weights = weights(golden);
                SamPredictor sam = SamPredictor.open(GoldenSam.config(golden.config()), weights)) {
            golden.assertClose(
                    sam.preprocess(resized, ChannelOrder.RGB, sam.frame(height, width)), EXPECTED, "preprocessed");
            sam.setImage(resized, ChannelOrder.RGB, height, width);
            golden.assertClose(sam.imageEmbedding(), EXPECTED, "features");
            predictions(golden, sam, expected, SamPredictorGoldenTest::checkMasks);
            // Rounding in the encoder moves a prediction by more than rounding in the decoder may.
            Tensor features = golden.tensor(EXPECTED, "features");
            int[] shape = {features.shape()[1], features.shape()[2], features.shape()[3]};
            sam.setImageEmbedding(new Tensor(shape, features.data()), height, width);
            predictions(golden, sam, expected, SamPredictorGoldenTest::check);
        }
    }

    private interface Check {
        void check(Golden.Case golden, SamPrediction found, String name);
    }

    private static void predictions(Golden.Case golden, SamPredictor sam, JsonNode expected, Check check) {
        JsonNode boxes = expected.get("boxes");
        assertThat(boxes).isNotEmpty();
        for (int i = 0; i < boxes.size(); i++) {
            check.check(golden, sam.predict(box(boxes.get(i)), MaskOutput.MULTI), "box" + i + ".multi");
            check.check(golden, sam.predict(box(boxes.get(i)), MaskOutput.SINGLE), "box" + i + ".single");
        }
        SamPrompt.Point[] points = new SamPrompt.Point[expected.get("points").size()];
        for (int i = 0; i < points.length; i++) {
            JsonNode point = expected.get("points").get(i);
            int label = expected.get("point_labels").get(i).asInt();
            points[i] =
                    new SamPrompt.Point(point.get(0).asDouble(), point.get(1).asDouble(), GoldenSam.label(label));
        }
        check.check(golden, sam.predict(SamPrompt.points(points), MaskOutput.MULTI), "points");
        Tensor stored = golden.tensor(EXPECTED, "points.low_res");
        Tensor iou = golden.tensor(EXPECTED, "points.iou");
        SamPrompt refined = box(boxes.get(0)).withMask(new SamPrediction(stored, iou, stored).lowResolution(0));
        check.check(golden, sam.predict(refined, MaskOutput.SINGLE), "box0-with-mask");
    }

    private static void check(Golden.Case golden, SamPrediction found, String name) {
        golden.assertClose(found.iou(), EXPECTED, name + ".iou");
        checkMasks(golden, found, name);
    }

    private static void checkMasks(Golden.Case golden, SamPrediction found, String name) {
        List<String> stored = GoldenSam.tensors(golden, EXPECTED);
        golden.assertClose(found.lowResolution(), EXPECTED, name + ".low_res");
        if (stored.contains(name + ".logits")) golden.assertClose(found.logits(), EXPECTED, name + ".logits");
        float[] masks = golden.tensor(EXPECTED, name + ".masks").data();
        int pixels = masks.length / found.masks();
        int different = 0;
        for (int m = 0; m < found.masks(); m++) {
            byte[] mask = found.mask(m);
            for (int i = 0; i < pixels; i++) if (mask[i] != masks[m * pixels + i]) different++;
        }
        // Logits near zero flip with the last bit of the arithmetic: the case counts how many, over all prompts.
        int allowed = golden.json()
                .get("mask_pixels_that_differ_when_computed_in_float64")
                .asInt();
        assertThat(different).as("%s pixels that differ", name).isLessThanOrEqualTo(allowed);
    }

    private static SamPrompt box(JsonNode box) {
        return SamPrompt.box(
                box.get(0).asDouble(),
                box.get(1).asDouble(),
                box.get(2).asDouble(),
                box.get(3).asDouble());
    }

    /** The predictor's case stores none of its own: it uses those of the case with the same model. */
    private static TensorSource weights(Golden.Case golden) throws Exception {
        SamConfig config = GoldenSam.config(golden.config());
        Golden.Case owner = Golden.cases(
                        "sam", found -> found.json().path("files").toString().contains("\"weights\""))
                .filter(found -> GoldenSam.config(found.config()).equals(config))
                .findFirst()
                .orElseThrow();
        return GoldenSam.weights(owner);
    }

    private static Tensor planes(Tensor interleaved) { // [H, W, 3] -> [3, H, W]
        int pixels = interleaved.data().length / 3;
        Tensor planes = Tensor.zeros(3, interleaved.shape()[0], interleaved.shape()[1]);
        for (int c = 0; c < 3; c++)
            for (int i = 0; i < pixels; i++)
                planes.data()[c * pixels + i] = interleaved.data()[3 * i + c];
        return planes;
    }
}

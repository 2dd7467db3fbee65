package dev.robis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.alg.misc.GImageMiscOps;
import boofcv.alg.misc.ImageMiscOps;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.testing.Golden;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.refine.MaskRule;
import dev.robis.seg.refine.RefineConfig;
import dev.robis.seg.refine.SamFiner;
import dev.robis.seg.refine.SamModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code robis refine} over the reference's folders. */
class RefineTest {

    private static final String MASKS = "anomaly_images_thresholded";

    /** Share of a mask's pixels that may differ: random models have logits near zero in places. */
    private static final double SHARE = 0.005;

    @TempDir
    Path folder;

    static Stream<Golden.Case> cases() {
        return Golden.cases("sam-finer", found -> Files.isDirectory(found.path("refined")));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void everyMaskIsTheReferences(Golden.Case golden) throws IOException {
        Path data = folder.resolve("data");
        FileUtils.copyDirectory(golden.path("data").toFile(), data.toFile());
        FileUtils.copyDirectory(
                golden.path("coarse").toFile(), folder.resolve(MASKS).toFile());
        for (var split : golden.json("expected.json").properties()) {
            String[] name = split.getKey().split("/");
            Path any = files(data.resolve(name[0])).get(0);
            FileUtils.copyFile( // a category has images to learn from
                    any.toFile(), data.resolve(name[0] + "/train/good/000.png").toFile());
            Outcome outcome = refine(
                    "--categories",
                    name[0],
                    "--test-type",
                    name[1],
                    "--sam-weights",
                    weights(golden, split.getValue()).toString());
            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertThat(outcome.out().strip())
                    .isEqualTo(folder.resolve(MASKS).resolve(split.getKey()).toString());
        }
        List<Path> stored = files(golden.path("refined"));
        assertThat(stored).isNotEmpty();
        for (Path file : stored) {
            GrayU8 expected = ImageFiles.readMask(file);
            GrayU8 found = ImageFiles.readMask(
                    folder.resolve(MASKS).resolve(golden.path("refined").relativize(file)));
            int different = 0;
            for (int i = 0; i < expected.data.length; i++) if (found.data[i] != expected.data[i]) different++;
            assertThat(different).as(file.toString()).isLessThanOrEqualTo((int) (SHARE * expected.data.length));
        }
    }

    /** The stored weights, and what their shapes do not tell. */
    private Path weights(Golden.Case golden, JsonNode split) throws IOException {
        String name = "sam_" + split.get("model").asText() + ".safetensors";
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try (SafetensorsFile weights = golden.tensors(name)) {
            for (String tensor : weights.names()) tensors.put(tensor, weights.tensor(tensor));
        }
        Path file = folder.resolve(name);
        String heads = golden.config().get("decoder_heads").asText();
        SafetensorsWriter.write(file, tensors, Map.of("decoder_heads", heads));
        return file;
    }

    @Test
    void everyMaskIsThatOfTheLibraryUnderTheOptionsGiven() throws IOException {
        Planar<GrayU8> image = new Planar<>(GrayU8.class, 96, 64, 3);
        GImageMiscOps.fillUniform(image, new Random(7), 0, 256);
        for (String name : List.of("train/good/0", "test_public/good/0", "test_public/bad/0"))
            ImageFiles.writePng(folder.resolve("data/screw/" + name + ".png"), image);
        GrayU8 coarse = new GrayU8(24, 16);
        ImageMiscOps.fillRectangle(coarse, 1, 2, 3, 6, 5);
        ImageMiscOps.fillRectangle(coarse, 1, 15, 1, 4, 4);
        Path bad = folder.resolve(MASKS + "/screw/test_public/bad/0.png");
        Path good = folder.resolve(MASKS + "/screw/test_public/good/0.png");
        ImageFiles.writeMask(bad, coarse);
        ImageFiles.writeMask(good, new GrayU8(24, 16));
        Path weights = TinySam.write(folder.resolve("sam.safetensors"));

        for (RefineConfig config : List.of(
                RefineConfig.reference(),
                RefineConfig.calibrated(),
                RefineConfig.calibrated().withBoxes(1)))
            for (MaskRule rule : MaskRule.values()) {
                Outcome outcome = refine(
                        "--sam-weights", weights.toString(),
                        "--sam-boxes", Integer.toString(config.boxes()),
                        "--sam-masks", rule.toString(),
                        "--protocol", config.equals(RefineConfig.reference()) ? "reference" : "calibrated");
                assertThat(outcome.code()).as(outcome.err()).isZero();
                try (SamFiner finer = new SamFiner(config, SamModel.inferred(weights))) {
                    assertThat(ImageFiles.readMask(bad).data)
                            .as("%s %s", config, rule)
                            .isEqualTo(finer.refine(image, coarse, rule).data);
                }
                assertThat(ImageFiles.readMask(good).data).containsOnly(0);
                assertThat(outcome.err())
                        .contains(
                                rule == MaskRule.SKIP
                                        ? "screw: masks stay as they are"
                                        : "screw: 1 masks refined with SAM sam.safetensors, 1 had nothing to refine");
            }
    }

    @Test
    void weightsThatAreMissingOrWrongFailBeforeAnythingIsDone() throws IOException {
        Outcome missing = refine("--sam-weights", folder.toString());
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err())
                .contains("sam_vit_h.safetensors: no weights of SAM vit_h", "robis weights download sam_vit_h");
        assertThat(refine("--sam-weights", folder.toString(), "--test-type", "test_private_mixed")
                        .err())
                .contains("sam_vit_b.safetensors");
        assertThat(refine("--sam-weights", folder.toString(), "--protocol", "calibrated")
                        .err())
                .contains("sam_vit_b.safetensors");

        Path tiny = TinySam.write(folder.resolve("sam_vit_b.safetensors"));
        Outcome wrong = refine("--sam-weights", folder.toString(), "--sam", "vit_b");
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err())
                .contains("image_encoder.pos_embed: expected [1, 64, 64, 768], found [1, 8, 8, 12]", tiny.toString());

        Outcome nowhere = refine("--sam-weights", folder + "/none.safetensors");
        assertThat(nowhere.code()).isEqualTo(1);
        assertThat(nowhere.err()).contains("none.safetensors: no such file");
    }

    @Test
    void optionsThatCannotBeAreWrongUsage() {
        assertThat(refine("--sam", "vit_x").code()).isEqualTo(2);
        assertThat(refine("--sam", "vit_x").err()).contains("vit_x", "vit_b, vit_l, vit_h");
        assertThat(refine("--sam-boxes", "0").code()).isEqualTo(2);
        assertThat(refine("--sam-masks", "some").code()).isEqualTo(2);
    }

    private Outcome refine(String... options) {
        List<String> all = new ArrayList<>(List.of("refine", "--data", folder + "/data"));
        all.addAll(List.of("--bin-savedir", folder.toString()));
        all.addAll(List.of(options));
        return Outcome.of(all.toArray(String[]::new));
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}

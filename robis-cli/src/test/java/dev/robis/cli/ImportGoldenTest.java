package dev.robis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.struct.image.GrayF32;
import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.inp.ReferenceModel;
import dev.robis.nn.tensor.HalfFloat;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.testing.Golden;
import dev.robis.seg.image.MapFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A model.pth of the reference, through the commands: in, tested, used, and out again. Nothing is trained. */
class ImportGoldenTest {

    private static final String MODEL = "model.pth";

    @TempDir
    Path folder;

    static Stream<Golden.Case> cases() {
        return Golden.cases("end-to-end", found -> Files.isRegularFile(found.path(MODEL)));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void theReferencesModelServesHereAndComesBackUnchanged(Golden.Case golden) throws Exception {
        String category = golden.config().get("category").asText();
        Path bundle = folder.resolve("models").resolve(category);
        Path encoder = folder.resolve("weights/encoder.safetensors");
        List<String> importing = new ArrayList<>(List.of("weights", "import", golden.path(MODEL) + "", bundle + ""));
        importing.addAll(List.of("--data", golden.path("data") + "", "--categories", category));
        importing.addAll(List.of("--encoder-weights", encoder + "", "--install-encoder"));
        importing.addAll(settings(golden));
        Outcome imported = Outcome.of(importing.toArray(String[]::new));
        assertThat(imported.code()).as(imported.err()).isZero();

        Path back = folder.resolve("back.safetensors");
        run("weights", "export", "--reference", bundle + "", back + "", "--encoder-weights", encoder + "");
        assertSameTensors(back, golden.path("model.safetensors"));

        String maps = folder.resolve("maps").toString();
        run(Stream.of(
                        List.of("test", "--data", golden.path("data") + "", "--categories", category),
                        List.of("--save-dir", folder.resolve("models") + "", "--data-path", folder + "/none"),
                        List.of("--amap-savedir", maps, "--encoder-weights", encoder + ""))
                .flatMap(List::stream)
                .toArray(String[]::new));
        assertTileMaps(golden, Path.of(maps, "anomaly_images"));

        Outcome segmented = run(
                "segment",
                "--bundle",
                bundle + "",
                "--encoder-weights",
                encoder + "",
                "-o",
                folder.resolve("found") + "",
                golden.path("data/" + category + "/test_public/bad") + "");
        assertThat(segmented.out().lines().skip(1)).isNotEmpty().allMatch(line -> line.contains(".png\",true,"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void inspectTellsItsShape(Golden.Case golden) {
        JsonNode config = golden.config();
        assertThat(run("weights", "inspect", golden.path(MODEL) + "").out())
                .containsPattern(
                        "network   RoBiS model on dinov2_vit_%dx%dx%d_\\d+_reg%d_grid\\d+, %d prototypes, %d decoder blocks"
                                .formatted(
                                        config.get("embed").asInt(),
                                        config.get("depth").asInt(),
                                        config.get("heads").asInt(),
                                        config.get("registers").asInt(),
                                        config.get("inps").asInt(),
                                        config.get("decoders").asInt()));
    }

    private static Outcome run(String... arguments) {
        Outcome outcome = Outcome.of(arguments);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome;
    }

    /** What the tensors do not tell. */
    private static List<String> settings(Golden.Case golden) throws IOException {
        JsonNode config = golden.config();
        List<String> settings = new ArrayList<>();
        for (String name : List.of("input_size", "crop_size"))
            settings.addAll(List.of("--" + name, config.get(name).asText()));
        settings.addAll(List.of("--window-size", config.get("window").asText()));
        settings.addAll(List.of("--overlap", config.get("overlap").asText()));
        List<String> layers = new ArrayList<>();
        config.get("targets").forEach(layer -> layers.add(layer.asText()));
        try (TensorSource model = golden.tensors("model.safetensors")) {
            ReferenceModel.ownShape(model)
                    .ifPresent(
                            name -> settings.addAll(List.of("--encoder", name + "_layers" + String.join(".", layers))));
        }
        return settings;
    }

    private static void assertSameTensors(Path found, Path expected) throws IOException {
        try (TensorSource ours = SafetensorsFile.open(found);
                TensorSource theirs = SafetensorsFile.open(expected)) {
            assertThat(ours.names()).containsExactlyElementsOf(theirs.names());
            for (String name : theirs.names()) {
                assertThat(ours.require(name)).isEqualTo(theirs.require(name));
                assertThat(ours.tensor(name)).as(name).isEqualTo(theirs.tensor(name));
            }
        }
    }

    /** Within the case's tolerance for maps from the stored model, and one step of half precision. */
    private static void assertTileMaps(Golden.Case golden, Path found) throws IOException {
        String words =
                golden.json().path("recommended_tolerances").path("tile_maps").asText();
        Matcher matcher = Pattern.compile("plus ([0-9.]+) from the stored").matcher(words);
        assertThat(matcher.find()).as(words).isTrue();
        double tolerance = Double.parseDouble(matcher.group(1));
        Path stored = golden.path("tile_maps");
        List<Path> files;
        try (Stream<Path> all = Files.walk(stored)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            GrayF32 expected = MapFiles.read(file);
            GrayF32 map = MapFiles.read(found.resolve(stored.relativize(file)));
            assertThat(new int[] {map.width, map.height}).containsExactly(expected.width, expected.height);
            for (int i = 0; i < map.data.length; i++) {
                float value = expected.data[i];
                float step = HalfFloat.toFloat((short) (HalfFloat.fromFloat(value) + 1)) - value;
                if (!(Math.abs(map.data[i] - value) <= tolerance + step))
                    throw new AssertionError(file + " pixel " + i + ": expected " + value + ", found " + map.data[i]);
            }
        }
    }
}

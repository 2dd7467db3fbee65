package dev.robis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.RobisTrainer;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.progress.TrainingListener;
import dev.robis.seg.synthetic.Product;
import dev.robis.seg.synthetic.SyntheticConfig;
import dev.robis.seg.synthetic.SyntheticDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that exchange trained models with the reference. */
class WeightsExchangeTest {

    private static final String CATEGORY = Product.WOVEN_FABRIC.category();
    private static final String TINY = "robis_vit_tiny_14";

    @TempDir
    static Path shared;

    private static Path data;
    private static Path bundle;
    private static Path whole;

    @TempDir
    Path folder;

    @BeforeAll
    static void export() throws Exception {
        data = shared.resolve("data");
        bundle = shared.resolve("bundle");
        whole = shared.resolve("model.safetensors");
        SyntheticDataset.write(
                data,
                SyntheticConfig.defaults()
                        .withSize(220, 200)
                        .withProducts(List.of(Product.WOVEN_FABRIC))
                        .withCounts(2, 2, 1, 2));
        RobisConfig config = RobisConfig.reference()
                .withEncoder(TINY)
                .withInputSize(56)
                .withWindow(128)
                .withMapSize(32)
                .withBatchSize(4)
                .withEpochs(1);
        new RobisTrainer(config).train(Dataset.mvtecAd2(data, CATEGORY), bundle, TrainingListener.NONE);
        Outcome exported = Outcome.of("weights", "export", "--reference", bundle.toString(), whole.toString());
        assertThat(exported.code()).as(exported.err()).isZero();
        assertThat(exported.out()).isEqualToIgnoringNewLines(whole.toString());
    }

    private Outcome importing(Path file, String... options) {
        List<String> all = new ArrayList<>(List.of("weights", "import", file.toString(), folder + "/imported"));
        all.addAll(
                List.of("--data", data.toString(), "--input-size", "56", "--window-size", "128", "--map-size", "32"));
        all.addAll(Arrays.asList(options));
        return Outcome.of(all.toArray(String[]::new));
    }

    private static Map<String, Tensor> tensors() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try (TensorSource source = SafetensorsFile.open(whole)) {
            for (String name : source.names()) tensors.put(name, source.tensor(name));
        }
        return tensors;
    }

    private Path file(Map<String, Tensor> tensors) throws IOException {
        Path file = folder.resolve("model.pth");
        SafetensorsWriter.write(file, tensors, Map.of());
        return file;
    }

    private void assertRefused(Outcome outcome, String... message) {
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(1);
        assertThat(outcome.err()).contains(message).hasLineCount(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(folder.resolve("imported")).doesNotExist();
    }

    @Test
    void anExportIsImportedAsTheSameModelAndUsed() throws Exception {
        Outcome imported = importing(whole);
        assertThat(imported.code()).as(imported.err()).isZero();
        assertThat(imported.out()).isEqualToIgnoringNewLines(folder + "/imported");
        assertThat(imported.err()).contains(TINY, "6 prototypes", "2 images");
        assertThat(folder.resolve("imported/model.safetensors"))
                .hasSameBinaryContentAs(bundle.resolve("model.safetensors"));
        assertThat(folder.resolve("imported/bundle.yaml")).content().contains("source: \"model.safetensors\"");

        Outcome segmented = Outcome.of(
                "segment",
                "--bundle",
                folder + "/imported",
                "-o",
                folder + "/found",
                data.resolve(CATEGORY + "/test_public/good").toString());
        assertThat(segmented.code()).as(segmented.err()).isZero();
        assertThat(segmented.out().lines()).hasSize(2);
    }

    @Test
    void anImportedBundleTestsAsTheTrainedOneAndHoldsNoEncoder() throws Exception {
        Path models = folder.resolve("models");
        Path imported = models.resolve(CATEGORY);
        assertThat(importing(whole).code()).isZero();
        Files.createDirectories(models);
        Files.move(folder.resolve("imported"), imported);
        try (Stream<Path> files = Files.list(imported);
                TensorSource stored = SafetensorsFile.open(imported.resolve("model.safetensors"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("bundle.yaml", "model.safetensors", "SHA256SUMS");
            assertThat(stored.names()).noneMatch(name -> name.startsWith("encoder."));
        }
        Path copy = folder.resolve("trained").resolve(CATEGORY);
        Files.createDirectories(copy);
        for (String file : List.of("bundle.yaml", "model.safetensors", "SHA256SUMS"))
            Files.copy(bundle.resolve(file), copy.resolve(file));
        List<Path> maps = maps(models, "one");
        List<Path> expected = maps(copy.getParent(), "two");
        assertThat(maps).hasSameSizeAs(expected).isNotEmpty();
        for (int i = 0; i < maps.size(); i++) assertThat(maps.get(i)).hasSameBinaryContentAs(expected.get(i));
    }

    private List<Path> maps(Path models, String name) throws IOException {
        Path to = folder.resolve(name);
        List<String> all = new ArrayList<>(List.of("test", "--data", data.toString(), "--save-dir", models.toString()));
        all.addAll(List.of("--amap-savedir", to.toString(), "--data-path", to + "/tiles"));
        Outcome outcome = Outcome.of(all.toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        try (Stream<Path> files = Files.walk(to)) {
            return files.filter(file -> file.toString().endsWith(".tiff"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whatIsExportedAfterImportIsWhatWasImported() {
        assertThat(importing(whole).code()).isZero();
        Path again = folder.resolve("again.safetensors");
        assertThat(Outcome.of("weights", "export", "--reference", folder + "/imported", again.toString())
                        .code())
                .isZero();
        assertThat(again).hasSameBinaryContentAs(whole);
    }

    @Test
    void inspectKnowsAWholeModel() throws Exception {
        assertThat(Outcome.of("weights", "inspect", whole.toString()).out())
                .contains("network   RoBiS model on " + TINY + ", 6 prototypes, 8 decoder blocks");
        JsonNode network = new ObjectMapper()
                .readTree(Outcome.of("weights", "inspect", "--json", whole.toString())
                        .out())
                .get("network");
        assertThat(network.get("names").get(0).asText()).isEqualTo(TINY);
        assertThat(network.get("prefix").asText()).isEqualTo("encoder.");
        assertThat(network.get("robis").get("prototypes").asInt()).isEqualTo(6);
        assertThat(network.get("robis").get("decoders").asInt()).isEqualTo(8);
    }

    @Test
    void whatIsNoWholeModelIsRefusedNamingTheTensor() throws Exception {
        Map<String, Tensor> missing = tensors();
        missing.remove("aggregation.0.attn.q.bias");
        assertRefused(importing(file(missing)), "aggregation.0.attn.q.bias: expected [192], found no such tensor");

        Map<String, Tensor> surplus = tensors();
        surplus.put("optimizer", Tensor.zeros(1));
        assertRefused(importing(file(surplus)), "optimizer: not part of this architecture", "model.pth");

        Map<String, Tensor> shape = tensors();
        shape.put("bottleneck.0.fc1.bias", Tensor.zeros(3));
        assertRefused(importing(file(shape)), "bottleneck.0.fc1.bias: expected [768], found [3]");

        Map<String, Tensor> encoder = new LinkedHashMap<>();
        tensors().forEach((name, tensor) -> {
            if (name.startsWith("encoder.")) encoder.put(name.substring("encoder.".length()), tensor);
        });
        assertRefused(importing(file(encoder)), "not a model that the reference trained", "prototype_token");
    }

    @Test
    void aTruncatedFileIsRefused() throws Exception {
        byte[] bytes = Files.readAllBytes(whole);
        for (int length : List.of(0, 5, 1000, bytes.length / 2, bytes.length - 1)) {
            Path cut = Files.write(folder.resolve("cut.pth"), Arrays.copyOf(bytes, length));
            assertRefused(importing(cut), cut.toString());
        }
    }

    @Test
    void anotherEncoderIsRefusedUnlessItGetsAFile() throws Exception {
        Map<String, Tensor> tuned = tensors();
        tuned.get("encoder.blocks.2.norm1.bias").data()[7] += 0.5f;
        Path file = file(tuned);
        assertRefused(importing(file), "blocks.2.norm1.bias differs in 1 of 192 elements, by up to 0.5");
        String own = folder.resolve("own.safetensors").toString();
        assertRefused(importing(file, "--encoder-weights", own), own, "--install-encoder");

        Outcome kept = importing(file, "--encoder-weights", own, "--install-encoder");
        assertThat(kept.code()).as(kept.err()).isZero();
        Outcome lost = Outcome.of("weights", "export", "--reference", folder + "/imported", folder + "/out");
        assertThat(lost.code()).isEqualTo(1);
        assertThat(lost.err()).contains("found one with");
        assertThat(folder.resolve("out")).doesNotExist();
        Files.delete(Path.of(own));
        Outcome gone = Outcome.of(
                "weights", "export", "--reference", folder + "/imported", folder + "/out", "--encoder-weights", own);
        assertThat(gone.code()).isEqualTo(1);
        assertThat(gone.err()).contains(own + ": no such file");
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        Files.createDirectory(folder.resolve("imported"));
        Outcome imported = importing(whole);
        assertThat(imported.code()).isEqualTo(1);
        assertThat(imported.err()).contains("imported: exists already");
        assertThat(folder.resolve("imported")).isEmptyDirectory();
        Outcome exported = Outcome.of("weights", "export", "--reference", bundle.toString(), whole.toString());
        assertThat(exported.code()).isEqualTo(1);
        assertThat(exported.err()).contains("model.safetensors: exists already");
    }

    @Test
    void wrongUsageIsTold() {
        assertThat(Outcome.of("weights", "export", bundle.toString(), folder + "/out")
                        .code())
                .isEqualTo(2);
        Outcome crop = importing(whole, "--crop-size", "57");
        assertThat(crop.code()).isEqualTo(2);
        assertThat(crop.err()).contains("57");
        assertThat(folder.resolve("imported")).doesNotExist();
    }
}

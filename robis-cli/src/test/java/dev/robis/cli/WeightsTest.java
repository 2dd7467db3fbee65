package dev.robis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.nn.tensor.DType;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.vit.Backbone;
import dev.robis.nn.vit.VitWeights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on files of weights. */
class WeightsTest {

    private static final String TINY = "robis_vit_tiny_14";

    @TempDir
    Path folder;

    private Path tiny;

    @BeforeEach
    void write() throws Exception {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        VitWeights.names(Backbone.named(TINY).config())
                .forEach((name, shape) -> tensors.put(
                        "backbone." + name,
                        Tensor.zeros(shape.stream().mapToInt(Math::toIntExact).toArray())));
        tensors.put("head", Tensor.zeros(2));
        tiny = folder.resolve("tiny.safetensors");
        SafetensorsWriter.write(tiny, tensors, Map.of("note", "a\u001b[31mb"));
    }

    @Test
    void inspectNamesTensorsTotalsAndNetwork() {
        Outcome outcome = Outcome.of("weights", "inspect", tiny.toString());
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .containsPattern("backbone\\.blocks\\.0\\.norm1\\.weight +F32 +\\[192]")
                .containsPattern("network +" + TINY + ", below \"backbone\\.\", beside 1 other")
                .contains("format    safetensors")
                .doesNotContain("\u001b");
    }

    @Test
    void inspectPrintsJson() throws Exception {
        Outcome outcome = Outcome.of("weights", "inspect", "--json", tiny.toString());
        JsonNode found = new ObjectMapper().readTree(outcome.out());
        assertThat(found.get("network").get("names").get(0).asText()).isEqualTo(TINY);
        assertThat(found.get("tensors")).hasSize(found.get("tensor_count").asInt());
        assertThat(found.get("dtypes").get("F32").asInt())
                .isEqualTo(found.get("tensor_count").asInt());
        assertThat(found.get("bytes").asLong())
                .isEqualTo(4 * found.get("elements").asLong());
    }

    @Test
    void convertWritesWhatTheNetworkNeeds() throws Exception {
        Path out = folder.resolve("out.safetensors");
        Outcome outcome =
                Outcome.of("weights", "convert", tiny.toString(), out.toString(), "--dtype", "f16", "--as", TINY);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).isEqualToIgnoringNewLines(out.toString());
        assertThat(outcome.err()).contains("which are " + TINY).contains("1 left out");
        try (SafetensorsFile written = SafetensorsFile.open(out)) {
            VitWeights.require(Backbone.named(TINY).config(), written);
            assertThat(written.require("cls_token").dtype()).isEqualTo(DType.F16);
        }
    }

    @Test
    void convertRefusesAnotherNetworkAndSaysWhichItIs() {
        Path out = folder.resolve("out.safetensors");
        Outcome outcome = Outcome.of("weights", "convert", tiny.toString(), out.toString(), "--as", "vit_b");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("not vit_b").contains("look like " + TINY);
        assertThat(outcome.out()).isEmpty();
        assertThat(out).doesNotExist();
    }

    @Test
    void whatIsUnknownIsWrongUsage() {
        Outcome outcome = Outcome.of("weights", "convert", tiny.toString(), folder + "/out", "--as", "vit_x");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("vit_x").contains(TINY).contains("vit_h");
        assertThat(Outcome.of("weights", "convert", tiny.toString(), folder + "/out", "--dtype", "f8")
                        .code())
                .isEqualTo(2);
        assertThat(Outcome.of("weights").code()).isEqualTo(2);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aFileThatIsNoCheckpointFailsAndIsNamed() throws Exception {
        Path text = Files.writeString(folder.resolve("readme.pth"), "no weights here");
        Outcome outcome = Outcome.of("weights", "inspect", text.toString());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("readme.pth")
                .contains("known format")
                .doesNotContain("at dev.robis");
        assertThat(Outcome.of("weights", "inspect", "--verbose", text.toString())
                        .err())
                .contains("at dev.robis");
    }
}

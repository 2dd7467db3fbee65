package dev.robis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.robis.nn.tensor.DType;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.testing.Shapes;
import dev.robis.nn.vit.Backbone;
import dev.robis.nn.vit.VitWeights;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official weights by command, from a server of this machine. */
class WeightsCommandTest {

    private static final String NAME = "moco_vit_small_16";
    private static final String FILE = "moco_v3_vit-s-300ep.pth.tar";

    @TempDir
    Path home;

    private HttpServer server;
    private byte[] content;

    @BeforeEach
    void serve() throws Exception {
        content = new byte[100_000];
        new Random(1).nextBytes(content);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/weights", exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Outcome weights(String command, String... arguments) {
        String[] all = new String[arguments.length + 4];
        all[0] = "weights";
        all[1] = command;
        all[2] = "--home";
        all[3] = home.toString();
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return Outcome.of(all);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/weights";
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "download", "verify"})
    void everyCommandHasHelp(String command) {
        Outcome outcome = Outcome.of("weights", command, "--help");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("Usage: robis weights " + command).contains("--home");
    }

    @Test
    void withoutACommandItIsWrongUsage() {
        assertThat(Outcome.of("weights").code()).isEqualTo(2);
    }

    @Test
    void downloadedListedAndVerified() throws Exception {
        Path file = home.resolve("downloads").resolve(FILE);
        Outcome download = weights("download", NAME, "--url", url(), "--no-convert");
        assertThat(download.code()).as(download.err()).isZero();
        assertThat(download.out()).isEqualToIgnoringNewLines(file.toString());
        assertThat(download.err())
                .contains("licence CC-BY-NC-4.0")
                .contains("trusted on first use and recorded as ")
                .contains("next: robis weights convert " + file + " "
                        + home.resolve("weights").resolve(NAME + ".safetensors") + " --as " + NAME);
        assertThat(file).hasBinaryContent(content);

        assertThat(weights("list").out().lines().filter(line -> line.contains("  yes  ")))
                .singleElement()
                .asString()
                .startsWith(NAME);
        assertThat(weights("download", NAME, "--offline", "--no-convert").err()).contains("is here already");
        Outcome verified = weights("verify");
        assertThat(verified.code()).isZero();
        assertThat(verified.out())
                .contains(NAME + ": ok, SHA-256 as on first use")
                .hasLineCount(1);

        Files.write(file, new byte[] {1, 2, 3});
        Outcome wrong = weights("verify", NAME);
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.out()).contains("WRONG: expected SHA-256 ").contains(FILE + ".sha256");
    }

    @Test
    void whatIsDownloadedIsConvertedOnce() throws Exception {
        Path official = home.resolve("official");
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        VitWeights.names(Backbone.named(NAME).config())
                .forEach((name, shape) -> shapes.put("module.base_encoder." + name, shape));
        shapes.put("module.base_encoder.head.0.weight", List.of(8L, 384L));
        SafetensorsWriter.write(official, new Shapes(shapes, "official"), DType.F16);
        content = Files.readAllBytes(official);

        Outcome download = weights("download", NAME, "--url", url());

        assertThat(download.code()).as(download.err()).isZero();
        Path file = home.resolve("weights").resolve(NAME + ".safetensors");
        assertThat(download.out()).isEqualToIgnoringNewLines(file.toString());
        try (SafetensorsFile weights = SafetensorsFile.open(file)) {
            VitWeights.require(Backbone.named(NAME).config(), weights);
        }
        assertThat(weights("download", NAME, "--offline").err()).contains("is converted already");
    }

    @Test
    void whatCannotBeConvertedIsKeptAndSaidSo() {
        Outcome download = weights("download", NAME, "--url", url());
        assertThat(download.code()).isEqualTo(1);
        assertThat(download.err()).contains(FILE);
        assertThat(home.resolve("downloads").resolve(FILE)).exists();
        assertThat(home.resolve("weights")).isEmptyDirectory();
    }

    @Test
    void wrongBytesFail() {
        Outcome outcome = weights("download", "deit_vit_base_16", "--url", url());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("expected SHA-256 beginning with b5f2ef4d, found ");
        assertThat(home.resolve("downloads/deit_base_patch16_224-b5f2ef4d.pth")).doesNotExist();
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void offlineSaysHowToGetItByHand() {
        Outcome outcome = weights("download", "sam_vit_b", "--offline");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("curl -fL -C - -o " + home.resolve("downloads/sam_vit_b_01ec64.pth")
                        + " https://dl.fbaipublicfiles.com/segment_anything/sam_vit_b_01ec64.pth")
                .contains("robis weights verify sam_vit_b");
    }

    @Test
    void whatIsNotThereIsVerifiedOnlyWhenNamed() {
        assertThat(weights("verify").code()).isZero();
        Outcome named = weights("verify", NAME);
        assertThat(named.code()).isEqualTo(1);
        assertThat(named.out()).contains(NAME + ": not there");
    }

    @Test
    void theListIsJsonToo() throws Exception {
        JsonNode list = new ObjectMapper().readTree(weights("list", "--json").out());
        for (JsonNode entry : list) {
            assertThat(entry.at("/address/value").asText()).startsWith("https://");
            assertThat(entry.at("/address/source").asText()).isNotBlank();
            assertThat(entry.get("here").asBoolean()).isFalse();
            assertThat(entry.has("trustedOnFirstUse")).isTrue();
        }
        assertThat(list.findValuesAsText("name")).contains("dinov2reg_vit_base_14", "sam_vit_h");
    }

    @Test
    void wrongUsage() {
        assertThat(weights("download").code()).isEqualTo(2);
        Outcome unknown = weights("download", "resnet");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("\"resnet\"").contains("dinov2reg_vit_base_14");
        assertThat(weights("download", NAME, "sam_vit_b", "--url", url()).err()).contains("the address of one file");
        assertThat(weights("download", NAME, "--url", "ftp://host/x").err()).contains("expected an address like https");
    }
}

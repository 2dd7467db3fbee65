package dev.robis.weights.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.weights.catalogue.Checksum.Algorithm;
import dev.robis.weights.catalogue.ScriptedServer.Script;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that stall, lie, refuse, redirect and serve something else. */
class FaultTest {

    private static final byte[] CONTENT = Trial.bytes(30_000, 1);
    private static final ServedFile SERVED = new ServedFile(CONTENT, "\"v1\"");

    @TempDir
    Path home;

    @Test
    void aGoodServerIsAskedOnce() throws Exception {
        try (ScriptedServer server = new ScriptedServer((number, request, out) -> SERVED.serve(request, out))) {
            Trial trial = new Trial(home);
            Downloaded here = trial.get(Trial.weights(server.address("/file"), Trial.published(CONTENT)));
            assertThat(here.fetched()).isTrue();
            assertThat(here.sha256()).isEqualTo(Trial.sha256(CONTENT));
            assertThat(here.file()).hasBinaryContent(CONTENT).isEqualTo(trial.folder.resolve(Trial.FILE));
            assertThat(trial.files()).containsExactly(Trial.FILE, Trial.FILE + ".sha256");
            assertThat(server.requests()).hasSize(1);
            assertThat(trial.pauses).isEmpty();
        }
    }

    @Test
    void silenceInTheBodyIsNotWaitedForForEver() throws Exception {
        survivesSilence((number, request, out) -> {
            SERVED.serve(request, out, number == 0 ? 10_000 : CONTENT.length);
            if (number == 0) Thread.sleep(10_000);
        });
    }

    @Test
    void norIsSilenceBeforeTheAnswer() throws Exception {
        survivesSilence((number, request, out) -> {
            if (number == 0) Thread.sleep(10_000);
            SERVED.serve(request, out);
        });
    }

    @Test
    void norIsHalfAHead() throws Exception {
        survivesSilence((number, request, out) -> {
            if (number == 0) {
                out.write("HTTP/1.1 200 OK\r\nContent-Le".getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                Thread.sleep(10_000);
            }
            SERVED.serve(request, out);
        });
    }

    @Test
    void connectionsThatCloseAndNonsenseAreTriedAgain() throws Exception {
        Script script = (number, request, out) -> {
            if (number == 0) return;
            if (number == 1) out.write("hello\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            else if (number == 2) ScriptedServer.head(out, 200, "Content-Length: " + CONTENT.length);
            else SERVED.serve(request, out);
        };
        try (ScriptedServer server = new ScriptedServer(script)) { // HttpClient may try again by itself
            assertThat(new Trial(home)
                            .get(Trial.weights(server.address("/file")))
                            .file())
                    .hasBinaryContent(CONTENT);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void passingTroubleIsTriedAgain(int status) throws Exception {
        survives(2, (number, request, out) -> {
            if (number < 2) ScriptedServer.head(out, status, "Content-Length: 0");
            else SERVED.serve(request, out);
        });
    }

    private void survivesSilence(Script script) throws Exception {
        try (ScriptedServer server = new ScriptedServer(script)) {
            Trial trial = new Trial(home, Duration.ofMillis(700), 1 << 20, Map.of());
            assertThat(trial.get(Trial.weights(server.address("/file"))).file()).hasBinaryContent(CONTENT);
            assertThat(trial.pauses).isNotEmpty();
        }
    }

    private void survives(int failures, Script script) throws Exception {
        try (ScriptedServer server = new ScriptedServer(script)) {
            Trial trial = new Trial(home);
            assertThat(trial.get(Trial.weights(server.address("/file"))).file()).hasBinaryContent(CONTENT);
            assertThat(trial.pauses).hasSize(failures);
            assertThat(server.requests()).hasSize(failures + 1);
        }
    }

    @Test
    void aServerSaysHowLongToWait() throws Exception {
        refuses(
                NetworkException.class,
                1,
                (number, request, out) -> ScriptedServer.head(out, 429, "Retry-After: 3600", "Content-Length: 0"),
                "asks to wait 3600 s before the next attempt");
        try (ScriptedServer server = new ScriptedServer((number, request, out) -> {
            if (number == 0) ScriptedServer.head(out, 503, "Retry-After: 7", "Content-Length: 0");
            else SERVED.serve(request, out);
        })) {
            Trial trial = new Trial(home);
            trial.get(Trial.weights(server.address("/file")));
            assertThat(trial.pauses).containsExactly(Duration.ofSeconds(7));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 407, 410, 204})
    void refusalsAreFinal(int status) throws Exception {
        refuses(
                DownloadException.class,
                1,
                (number, request, out) -> ScriptedServer.head(out, status),
                "the server answered " + status);
    }

    @Test
    void troubleThatStaysEndsWithTheWayByHand() throws Exception {
        refuses(
                NetworkException.class,
                Trial.ATTEMPTS,
                (number, request, out) -> ScriptedServer.head(out, 500, "Content-Length: 0"),
                "the server answered 500; gave up after 4 attempts",
                "curl -fL -C - -o " + new Trial(home).folder.resolve(Trial.FILE) + " http://127.0.0.1",
                "robis weights verify test_vit",
                "--as test_vit");
    }

    @Test
    void aLengthThatIsTooLongNeverBecomesAFile() throws Exception {
        refuses(
                NetworkException.class,
                Trial.ATTEMPTS,
                (number, request, out) -> {
                    ScriptedServer.head(out, 200, "Content-Length: 60000");
                    out.write(CONTENT);
                },
                "gave up");
    }

    @Test
    void aLengthThatTheCatalogueContradictsIsRefusedUnread() throws Exception {
        try (ScriptedServer server = new ScriptedServer((number, request, out) -> SERVED.serve(request, out))) {
            Trial trial = new Trial(home);
            OfficialWeights weights = Trial.sized(Trial.weights(server.address("/file")), CONTENT.length + 1);
            assertThatThrownBy(() -> trial.get(weights))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("expected 30001 bytes (the catalogue), but the server offers 30000");
            assertThat(trial.files()).isEmpty();
        }
    }

    @Test
    void noMoreIsWrittenThanWasDeclared() throws Exception {
        Script more = (number, request, out) -> {
            ScriptedServer.head(out, 200, "Transfer-Encoding: chunked");
            for (int i = 0; i < 4; i++) chunk(out, CONTENT);
            chunk(out, new byte[0]);
        };
        try (ScriptedServer server = new ScriptedServer(more)) {
            Trial trial = new Trial(home);
            OfficialWeights weights = Trial.sized(Trial.weights(server.address("/file")), CONTENT.length);
            assertThatThrownBy(() -> trial.get(weights)).hasMessageContaining("more than the 30000 bytes");
            assertThat(trial.files()).isEmpty();
        }
    }

    @Test
    void aChunkedAnswerHasNoLengthButAnEnd() throws Exception {
        survives(1, (number, request, out) -> {
            ScriptedServer.head(out, 200, "Transfer-Encoding: chunked");
            chunk(out, CONTENT);
            if (number > 0) chunk(out, new byte[0]);
        });
    }

    @Test
    void anEndThatCouldBeACutIsTakenOnlyWithADigest() throws Exception {
        Script endless = (number, request, out) -> {
            ScriptedServer.head(out, 200);
            out.write(CONTENT);
        };
        refuses(DownloadException.class, 1, endless, "does not say how long the file is");
        try (ScriptedServer server = new ScriptedServer(endless)) {
            OfficialWeights weights = Trial.weights(server.address("/file"), Trial.published(CONTENT));
            assertThat(new Trial(home).get(weights).file()).hasBinaryContent(CONTENT);
        }
    }

    private static void chunk(OutputStream out, byte[] bytes) throws Exception {
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.write(bytes);
        out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Test
    void wrongBytesAreThrownAwayAndBothDigestsTold() throws Exception {
        byte[] wrong = CONTENT.clone();
        wrong[12_345] ^= 1;
        try (ScriptedServer server =
                new ScriptedServer((number, request, out) -> new ServedFile(wrong, "\"v1\"").serve(request, out))) {
            Trial trial = new Trial(home);
            for (Checksum expected : List.of(
                    Trial.published(CONTENT),
                    new Checksum(Algorithm.SHA256, Trial.sha256(CONTENT).substring(0, 8), "test"),
                    new Checksum(Algorithm.MD5, "0123456789abcdef0123456789abcdef", "test")))
                assertThatThrownBy(() -> trial.get(Trial.weights(server.address("/file"), expected)))
                        .isInstanceOf(DownloadException.class)
                        .hasMessageContaining("expected " + expected + ", found ")
                        .hasMessageContaining(expected.algorithm() == Algorithm.SHA256 ? Trial.sha256(wrong) : "MD5");
            assertThat(trial.files()).isEmpty();
            assertThat(server.requests()).as("asked once each").hasSize(3);
        }
    }

    @Test
    void aLoginPageIsNotTrustedOnFirstUse() throws Exception {
        refuses(
                DownloadException.class,
                1,
                (number, request, out) -> {
                    ScriptedServer.head(out, 200, "Content-Type: text/html; charset=utf-8", "Content-Length: 5");
                    out.write("hello".getBytes(StandardCharsets.ISO_8859_1));
                },
                "found a web page");
        refuses(
                DownloadException.class,
                1,
                (number, request, out) -> ScriptedServer.head(out, 200, "Content-Encoding: gzip", "Content-Length: 5"),
                "compressed with gzip");
    }

    @Test
    void moreThanTheDiskHoldsIsRefusedUnread() throws Exception {
        refuses(
                DownloadException.class,
                1,
                (number, request, out) -> ScriptedServer.head(out, 200, "Content-Length: " + (1L << 60)),
                (1L << 60) + " more bytes are needed for test_vit",
                " bytes are free");
    }

    @Test
    void redirectsAreFollowed() throws Exception {
        try (ScriptedServer server = new ScriptedServer((number, request, out) -> {
            switch (request.path()) {
                case "/file" -> ScriptedServer.head(out, 302, "Location: /moved/here", "Content-Length: 0");
                case "/moved/here" -> ScriptedServer.head(out, 307, "Location: there?a=b", "Content-Length: 0");
                default -> SERVED.serve(request, out, number == 2 ? 10_000 : CONTENT.length);
            }
        })) {
            assertThat(new Trial(home)
                            .get(Trial.weights(server.address("/file")))
                            .file())
                    .hasBinaryContent(CONTENT);
            assertThat(server.requests())
                    .extracting(ScriptedServer.Request::path)
                    .containsExactly(
                            "/file", "/moved/here", "/moved/there?a=b", "/file", "/moved/here", "/moved/there?a=b");
            assertThat(server.requests().get(5).from()).isEqualTo(10_000);
        }
    }

    @Test
    void redirectsThatLeadNowhereAreRefused() throws Exception {
        refuses(
                DownloadException.class,
                6,
                (number, request, out) -> ScriptedServer.head(out, 301, "Location: /file", "Content-Length: 0"),
                "more than 5 redirects");
        refuses(
                DownloadException.class,
                1,
                (number, request, out) -> ScriptedServer.head(out, 301, "Content-Length: 0"),
                "does not say where");
        refuses(
                DownloadException.class,
                1,
                (number, request, out) ->
                        ScriptedServer.head(out, 301, "Location: file:///etc/passwd", "Content-Length: 0"),
                "expected https or http");
    }

    @Test
    void noRedirectLeadsFromHttpsToHttp() throws Exception {
        URI secure = URI.create("https://host/a/b");
        assertThatThrownBy(() -> HttpSource.target(secure, "http://host/a/b"))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("from https to http://host/a/b");
        assertThat(HttpSource.target(secure, "//other/c")).isEqualTo(URI.create("https://other/c"));
        assertThat(HttpSource.target(URI.create("http://host/"), "https://host/"))
                .isEqualTo(URI.create("https://host/"));
        assertThatThrownBy(() -> HttpSource.target(secure, "http://a b")).hasMessageContaining("not an address");
    }

    @Test
    void aClosedNetworkIsExplained() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Trial trial = new Trial(home);
        URI nobody = URI.create("http://127.0.0.1:" + port + "/file");
        assertThatThrownBy(() -> trial.get(Trial.weights(nobody)))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("cannot connect to 127.0.0.1")
                .hasMessageContaining("curl -fL -C - -o " + trial.folder.resolve(Trial.FILE) + " " + nobody);
        assertThat(trial.pauses).hasSize(Trial.ATTEMPTS - 1);
    }

    private void refuses(Class<? extends DownloadException> type, int requests, Script script, String... words)
            throws Exception {
        try (ScriptedServer server = new ScriptedServer(script)) {
            Trial trial = new Trial(home);
            assertThatThrownBy(() -> trial.get(Trial.weights(server.address("/file"))))
                    .isExactlyInstanceOf(type)
                    .hasMessageContainingAll(words);
            assertThat(server.requests()).hasSize(requests);
            assertThat(trial.files()).as("no file").doesNotContain(Trial.FILE);
        }
    }
}

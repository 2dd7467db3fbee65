package dev.robis.weights.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.weights.catalogue.Checksum.Algorithm;
import dev.robis.weights.catalogue.ScriptedServer.Script;
import dev.robis.weights.catalogue.Verification.Status;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is trusted and why, files put there by hand, and several at once. */
class DownloadsTest {

    private static final byte[] CONTENT = Trial.bytes(30_000, 1);
    private static final URI NOWHERE = URI.create("https://nowhere.invalid/file");
    private static final Script GOOD = (number, request, out) -> new ServedFile(CONTENT, "\"v1\"").serve(request, out);

    @TempDir
    Path home;

    @Test
    void withoutAPublishedDigestTheFirstDownloadIsTrustedAndRecorded() throws Exception {
        try (ScriptedServer server = new ScriptedServer(GOOD)) {
            OfficialWeights weights = Trial.weights(server.address("/file"));
            Trial trial = new Trial(home);
            Downloaded here = trial.get(weights);
            assertThat(here.trustedOnFirstUse()).isTrue();
            assertThat(here.file().resolveSibling(Trial.FILE + ".sha256"))
                    .hasContent("# trusted on first use: no whole SHA-256 is published\n" + Trial.sha256(CONTENT) + "  "
                            + Trial.FILE + "\n");
            assertThat(verified(trial, weights)).isEqualTo(Status.FIRST_USE);

            Files.write(here.file(), new byte[] {1});
            Verification wrong = trial.downloads.verify(weights);
            assertThat(wrong.status()).isEqualTo(Status.WRONG);
            assertThat(wrong.problems()).hasSize(1);
            assertThat(wrong.problems().get(0))
                    .contains("expected SHA-256 " + Trial.sha256(CONTENT))
                    .contains("found " + Trial.sha256(new byte[] {1}));
            assertThat(verified(trial, weights)).as("stays wrong").isEqualTo(Status.WRONG);
        }
    }

    @Test
    void aPublishedDigestIsVerifiedWhateverTheRecordSays() throws Exception {
        try (ScriptedServer server = new ScriptedServer(GOOD)) {
            OfficialWeights weights = Trial.weights(server.address("/file"), Trial.published(CONTENT));
            Trial trial = new Trial(home);
            Downloaded here = trial.get(weights);
            assertThat(here.trustedOnFirstUse()).isFalse();
            assertThat(verified(trial, weights)).isEqualTo(Status.KNOWN);

            byte[] other = Trial.bytes(CONTENT.length, 2);
            Files.write(here.file(), other);
            Files.writeString(here.file().resolveSibling(Trial.FILE + ".sha256"), Trial.sha256(other) + "  x\n");
            assertThat(trial.downloads.verify(weights).problems())
                    .containsExactly("expected SHA-256 " + Trial.sha256(CONTENT) + ", found " + Trial.sha256(other)
                            + " (source: test)");
            assertThatThrownBy(() -> trial.get(weights))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("not the official file");
        }
    }

    @Test
    void whatIsHereIsNotFetchedAgain() throws Exception {
        try (ScriptedServer server = new ScriptedServer(GOOD)) {
            OfficialWeights weights = Trial.weights(server.address("/file"));
            Trial trial = new Trial(home);
            Downloaded first = trial.get(weights);
            Downloaded again = new Trial(home).get(weights);
            assertThat(again.fetched()).isFalse();
            assertThat(again.sha256()).isEqualTo(first.sha256());
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aFilePutThereByHandIsCheckedAndThenAsGood() throws Exception {
        Trial trial = new Trial(home);
        byHand(trial, CONTENT);
        Checksum prefix = new Checksum(Algorithm.SHA256, Trial.sha256(CONTENT).substring(0, 8), "test");
        Downloaded here = trial.get(Trial.weights(NOWHERE, prefix));
        assertThat(here.fetched()).isFalse();
        assertThat(here.sha256()).isEqualTo(Trial.sha256(CONTENT));
        assertThat(here.trustedOnFirstUse()).as("eight digits do not identify").isTrue();
        assertThat(trial.files()).contains(Trial.FILE + ".sha256");
    }

    @Test
    void aWrongFilePutThereByHandIsRefusedAndLeftAlone() throws Exception {
        Trial trial = new Trial(home);
        byHand(trial, new byte[10]);
        OfficialWeights sized = Trial.sized(Trial.weights(NOWHERE, Trial.published(CONTENT)), CONTENT.length);
        assertThatThrownBy(() -> trial.get(sized))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("expected 30000 bytes, found 10")
                .hasMessageContaining("expected SHA-256 " + Trial.sha256(CONTENT))
                .hasMessageContaining(trial.folder.resolve(Trial.FILE).toString());
        assertThat(trial.files()).containsExactly(Trial.FILE);
    }

    @Test
    void verifyRecordsAFilePutThereByHand() throws Exception {
        Trial trial = new Trial(home);
        OfficialWeights weights = Trial.weights(NOWHERE);
        assertThat(verified(trial, weights)).isEqualTo(Status.ABSENT);
        byHand(trial, CONTENT);
        assertThat(verified(trial, weights)).isEqualTo(Status.RECORDED);
        assertThat(verified(trial, weights)).isEqualTo(Status.FIRST_USE);
    }

    @Test
    void aBrokenRecordIsNamed() throws Exception {
        Trial trial = new Trial(home);
        byHand(trial, CONTENT);
        Files.writeString(trial.folder.resolve(Trial.FILE + ".sha256"), "nonsense");
        assertThatThrownBy(() -> trial.downloads.verify(Trial.weights(NOWHERE)))
                .hasMessageContaining(Trial.FILE + ".sha256: expected a line of 64 hexadecimal digits");
    }

    @Test
    void offlineNothingIsAskedAndTheWayByHandIsTold() throws Exception {
        try (ScriptedServer server = new ScriptedServer(GOOD)) {
            OfficialWeights weights = Trial.weights(server.address("/a file?b=c".replace(" ", "%20")));
            Trial switched = new Trial(home.resolve("it's here"), Trial.PATIENT, 1, Map.of("ROBIS_OFFLINE", "1"));
            assertThatThrownBy(() -> switched.get(weights))
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining("test_vit is not here, and the use of the network is switched off")
                    .hasMessageContaining("curl -fL -C - -o '" + home + "/it'\\''s here/downloads/weights.pth' '"
                            + server.address("/a%20file?b=c") + "'")
                    .hasMessageContaining("robis weights verify test_vit")
                    .hasMessageContaining("robis weights convert '" + home);
            assertThat(server.requests()).isEmpty();

            byHand(switched, CONTENT);
            assertThat(switched.get(weights).sha256()).isEqualTo(Trial.sha256(CONTENT));
        }
        for (String on : List.of("", "0", "false")) {
            Trial trial = new Trial(home.resolve(on + "on"), Trial.PATIENT, 1, Map.of("ROBIS_OFFLINE", on));
            try (ScriptedServer server = new ScriptedServer(GOOD)) {
                assertThat(trial.get(Trial.weights(server.address("/file"))).fetched())
                        .isTrue();
            }
        }
    }

    @Test
    void threadsOfOneProcessFetchOnce() throws Exception {
        try (ScriptedServer server = new ScriptedServer((number, request, out) -> {
            Thread.sleep(200);
            GOOD.answer(number, request, out);
        })) {
            OfficialWeights weights = Trial.weights(server.address("/file"));
            ExecutorService threads = Executors.newFixedThreadPool(6);
            try {
                List<Callable<Downloaded>> work = new ArrayList<>();
                Trial shared = new Trial(home);
                for (int i = 0; i < 6; i++) {
                    Trial trial = i % 2 == 0 ? shared : new Trial(home);
                    work.add(() -> trial.get(weights));
                }
                int fetched = 0;
                for (Future<Downloaded> each : threads.invokeAll(work)) {
                    assertThat(each.get().sha256()).isEqualTo(Trial.sha256(CONTENT));
                    if (each.get().fetched()) fetched++;
                }
                assertThat(fetched).isEqualTo(1);
                assertThat(server.requests()).hasSize(1);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Test
    void twoProcessesFetchOnce() throws Exception {
        CountDownLatch bothRun = new CountDownLatch(2);
        try (ScriptedServer server = new ScriptedServer((number, request, out) -> {
            ServedFile served = new ServedFile(CONTENT, "\"v1\"");
            served.head(out, 0);
            out.write(CONTENT, 0, 10_000);
            out.flush();
            bothRun.await(20, TimeUnit.SECONDS); // the other one has begun before this one is done
            Thread.sleep(300);
            out.write(CONTENT, 10_000, CONTENT.length - 10_000);
        })) {
            List<Process> children = List.of(child(server.address("/file")), child(server.address("/file")));
            try {
                for (Process child : children) {
                    assertThat(child.getInputStream().read()).as("first letter").isEqualTo('s');
                    bothRun.countDown();
                }
                for (Process child : children) {
                    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
                    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                    assertThat(child.exitValue()).as(output).isZero();
                }
            } finally {
                children.forEach(Process::destroyForcibly);
            }
            assertThat(server.requests()).hasSize(1);
            Trial trial = new Trial(home);
            assertThat(trial.folder.resolve(Trial.FILE)).hasBinaryContent(CONTENT);
            assertThat(trial.files()).containsExactly(Trial.FILE, Trial.FILE + ".sha256");
        }
    }

    private Process child(URI address) throws Exception {
        return new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildDownload.class.getName(),
                        address.toString(),
                        home.toString())
                .redirectErrorStream(true)
                .start();
    }

    private static void byHand(Trial trial, byte[] content) throws Exception {
        Files.createDirectories(trial.folder);
        Files.write(trial.folder.resolve(Trial.FILE), content);
    }

    private static Status verified(Trial trial, OfficialWeights weights) throws Exception {
        return trial.downloads.verify(weights).status();
    }
}

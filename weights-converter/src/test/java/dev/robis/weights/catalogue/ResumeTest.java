package dev.robis.weights.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads that are cut off, and what they go on from. */
class ResumeTest {

    private static final byte[] CONTENT = Trial.bytes(50_000, 1);
    private static final ServedFile SERVED = new ServedFile(CONTENT, "\"v1\"");

    @TempDir
    Path home;

    @RepeatedTest(20)
    void whereverItIsCutTheBytesAreTheSame(RepetitionInfo repetition) throws Exception {
        int seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        Trial trial = new Trial(home, Trial.PATIENT, 1, Map.of());
        try (ScriptedServer server = new ScriptedServer((number, request, out) ->
                SERVED.serve(request, out, number < 8 ? 1 + random.nextInt(6_000) : CONTENT.length))) {
            Downloaded here = trial.get(Trial.weights(server.address("/file")));

            assertThat(here.file()).as("seed %d", seed).hasBinaryContent(CONTENT);
            assertThat(server.requests()).as("seed %d", seed).hasSize(9);
            int before = 0;
            for (ScriptedServer.Request request : server.requests().subList(1, 9)) {
                assertThat(request.from()).as("seed %d", seed).isGreaterThan(before);
                assertThat(request.headers()).containsEntry("if-range", "\"v1\"");
                before = request.from();
            }
            assertThat(trial.files()).containsExactly(Trial.FILE, Trial.FILE + ".sha256");
        }
    }

    @Test
    void anotherProcessGoesOnWhereOneGaveUp() throws Exception {
        try (ScriptedServer server = new ScriptedServer((number, request, out) -> {
            if (number < Trial.ATTEMPTS) SERVED.serve(request, out, number == 0 ? 20_000 : 0);
            else SERVED.serve(request, out);
        })) {
            OfficialWeights weights = Trial.weights(server.address("/file"));
            Trial first = new Trial(home);
            assertThatThrownBy(() -> first.get(weights))
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining("gave up after 4 attempts (20000 bytes are kept for the next download)");
            assertThat(first.pauses).hasSize(Trial.ATTEMPTS - 1);

            List<Long> progress = new ArrayList<>();
            Downloaded here = new Trial(home).downloads.get(weights, (done, total) -> progress.add(done));
            assertThat(here.file()).hasBinaryContent(CONTENT);
            assertThat(server.requests().get(Trial.ATTEMPTS).from()).isEqualTo(20_000);
            assertThat(progress)
                    .startsWith(20_000L)
                    .endsWith((long) CONTENT.length)
                    .isSorted();
        }
    }

    @Test
    void aChangedFileIsBegunAnew() throws Exception {
        byte[] content = Trial.bytes(40_000, 2);
        ServedFile changed = new ServedFile(content, "\"v2\"");
        try (ScriptedServer server = new ScriptedServer((number, request, out) -> {
            if (number == 0) SERVED.serve(request, out, 20_000);
            else changed.serve(request, out);
        })) {
            assertThat(new Trial(home)
                            .get(Trial.weights(server.address("/file")))
                            .file())
                    .hasBinaryContent(content);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void withoutAValidatorVersionsCouldMixSoItBeginsAnew() throws Exception {
        ServedFile served = new ServedFile(CONTENT, null);
        try (ScriptedServer server = new ScriptedServer(
                (number, request, out) -> served.serve(request, out, number == 0 ? 20_000 : CONTENT.length))) {
            assertThat(new Trial(home)
                            .get(Trial.weights(server.address("/file")))
                            .file())
                    .hasBinaryContent(CONTENT);
            assertThat(server.requests().get(1).headers()).doesNotContainKey("range");
        }
    }

    @Test
    void aPublishedDigestStandsInForAValidator() throws Exception {
        ServedFile served = new ServedFile(CONTENT, null);
        try (ScriptedServer server = new ScriptedServer(
                (number, request, out) -> served.serve(request, out, number == 0 ? 20_000 : CONTENT.length))) {
            OfficialWeights weights = Trial.weights(server.address("/file"), Trial.published(CONTENT));
            assertThat(new Trial(home).get(weights).file()).hasBinaryContent(CONTENT);
            assertThat(server.requests().get(1).from()).isEqualTo(20_000);
        }
    }

    @Test
    void piecesOfTwoVersionsAreFoundOutAndFetchedAgain() throws Exception {
        ServedFile old = new ServedFile(Trial.bytes(CONTENT.length, 3), null);
        ServedFile served = new ServedFile(CONTENT, null);
        try (ScriptedServer server = new ScriptedServer((number, request, out) -> {
            if (number == 0) old.serve(request, out, 20_000);
            else served.serve(request, out);
        })) {
            OfficialWeights weights = Trial.weights(server.address("/file"), Trial.published(CONTENT));
            assertThat(new Trial(home).get(weights).file()).hasBinaryContent(CONTENT);
            assertThat(server.requests())
                    .extracting(ScriptedServer.Request::from)
                    .containsExactly(0, 20_000, 0);
        }
    }

    @Test
    void aServerWithoutRangesSendsAllAgain() throws Exception {
        try (ScriptedServer server = new ScriptedServer((number, request, out) -> {
            SERVED.head(out, 0);
            out.write(CONTENT, 0, number == 0 ? 20_000 : CONTENT.length);
        })) {
            assertThat(new Trial(home)
                            .get(Trial.weights(server.address("/file")))
                            .file())
                    .hasBinaryContent(CONTENT);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void aRangeThatWasNotAskedForIsNotBelieved() throws Exception {
        for (String lie : List.of(
                "Content-Range: bytes 19000-49999/50000",
                "Content-Range: bytes 20000-49999/60000",
                "Content-Range: bytes 20000-60000/50000",
                "Content-Range: bytes 20000-19999/50000",
                "Content-Range: bytes",
                "X-No: range"))
            try (ScriptedServer server = new ScriptedServer((number, request, out) -> {
                if (number == 1) {
                    ScriptedServer.head(out, 206, lie, "ETag: \"v1\"", "Content-Length: 30000");
                    out.write(CONTENT, 0, 30_000);
                } else SERVED.serve(request, out, number == 0 ? 20_000 : CONTENT.length);
            })) {
                Path own = Files.createTempDirectory(home, "lie");
                assertThat(new Trial(own)
                                .get(Trial.weights(server.address("/file")))
                                .file())
                        .as(lie)
                        .hasBinaryContent(CONTENT);
                assertThat(server.requests())
                        .as(lie)
                        .extracting(ScriptedServer.Request::from)
                        .containsExactly(0, 20_000, 0);
            }
    }

    @Test
    void aRefusedRangeBeginsAnew() throws Exception {
        try (ScriptedServer server = new ScriptedServer((number, request, out) -> {
            if (number == 1) ScriptedServer.head(out, 416, "Content-Range: bytes */50000");
            else SERVED.serve(request, out, number == 0 ? 20_000 : CONTENT.length);
        })) {
            assertThat(new Trial(home)
                            .get(Trial.weights(server.address("/file")))
                            .file())
                    .hasBinaryContent(CONTENT);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void whatIsBegunElsewhereOrDamagedIsNotGoneOnFrom() throws Exception {
        try (ScriptedServer server = new ScriptedServer((number, request, out) -> SERVED.serve(request, out))) {
            for (String state : List.of(
                    "{\"address\":\"http://elsewhere/file\",\"validator\":\"\\\"v1\\\"\",\"total\":50000}",
                    "{\"addr",
                    "")) {
                Path own = Files.createTempDirectory(home, "state");
                Trial trial = new Trial(own);
                Files.createDirectories(trial.folder);
                Files.write(trial.folder.resolve(Trial.FILE + ".part"), new byte[20_000]);
                Files.writeString(trial.folder.resolve(Trial.FILE + ".part.json"), state);
                assertThat(trial.get(Trial.weights(server.address("/file"))).file())
                        .as(state)
                        .hasBinaryContent(CONTENT);
            }
            assertThat(server.requests())
                    .extracting(ScriptedServer.Request::from)
                    .containsOnly(0);
        }
    }

    @Test
    void oneThatWasWholeWhenTheProcessEndedNeedsNoRequest() throws Exception {
        try (ScriptedServer server = new ScriptedServer((number, request, out) -> SERVED.serve(request, out))) {
            OfficialWeights weights = Trial.weights(server.address("/file"));
            Trial trial = new Trial(home);
            Files.createDirectories(trial.folder);
            PartFile part = new PartFile(trial.folder.resolve(Trial.FILE));
            part.begin(new PartFile.Beginning(weights.address().value(), "\"v1\"", CONTENT.length));
            Files.write(part.path(), CONTENT);
            assertThat(trial.get(weights).file()).hasBinaryContent(CONTENT);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void anInterruptedThreadStopsAndKeepsWhatCame() throws Exception {
        Thread downloading = Thread.currentThread();
        try (ScriptedServer server = new ScriptedServer((number, request, out) -> {
            SERVED.serve(request, out, 20_000);
            Thread.sleep(50);
            downloading.interrupt();
            Thread.sleep(5_000);
        })) {
            Trial trial = new Trial(home);
            assertThatThrownBy(() -> trial.get(Trial.weights(server.address("/file"))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("interrupted; the bytes that arrived are kept");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(trial.folder.resolve(Trial.FILE + ".part")).hasSize(20_000);
            assertThat(trial.pauses).isEmpty();
        }
    }

    @Test
    void progressMakesFailuresForgotten() throws Exception {
        Trial trial = new Trial(home, Trial.PATIENT, 2_000, Map.of());
        try (ScriptedServer server = new ScriptedServer((number, request, out) -> SERVED.serve(request, out, 2_500))) {
            assertThat(trial.get(Trial.weights(server.address("/file"))).file()).hasBinaryContent(CONTENT);
            assertThat(server.requests()).hasSize(20);
            assertThat(trial.pauses).allMatch(pause -> pause.compareTo(Duration.ofMillis(40)) <= 0);
        }
    }
}

package dev.robis.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Damage at random, briefly; {@link Fuzzing#main} does it for long, and what that found is kept here. */
class CheckpointFuzzTest {

    private static final int SEEDS = 600;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void validFilesAreRead(Checkpoint.Format format) throws Exception {
        Path file = folder.resolve("valid" + SampleFiles.suffix(format));
        for (byte[] valid : Fuzzing.seeds(format, folder)) {
            Files.write(file, valid);
            try (Checkpoint checkpoint = Checkpoint.open(file)) {
                assertThat(checkpoint.format()).isEqualTo(format);
                assertThat(checkpoint.names()).isNotEmpty();
            }
            assertThat(Fuzzing.open(file)).isEqualTo(Fuzzing.Outcome.READ);
        }
    }

    @ParameterizedTest
    @EnumSource
    void damageIsRefusedOrHarmless(Checkpoint.Format format) throws Exception {
        List<byte[]> seeds = Fuzzing.seeds(format, folder);
        Path file = folder.resolve("damaged" + SampleFiles.suffix(format));
        int refused = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Files.write(file, Fuzzing.damaged(format, seeds.get(random.nextInt(seeds.size())), random));
            if (Fuzzing.open(file) == Fuzzing.Outcome.REFUSED) refused++;
        }
        assertThat(refused).as("%s, seeds 0 to %d", format, SEEDS - 1).isBetween(SEEDS / 3, SEEDS - 1);
    }

    @ParameterizedTest
    @EnumSource
    void everyTruncationIsRefused(Checkpoint.Format format) throws Exception {
        Path file = folder.resolve("truncated" + SampleFiles.suffix(format));
        for (byte[] valid : Fuzzing.seeds(format, folder))
            for (int length = 0; length < valid.length; length += 1 + valid.length / 500) {
                Files.write(file, Arrays.copyOf(valid, length));
                assertThat(Fuzzing.open(file))
                        .as("%s of length %d", format, length)
                        .isEqualTo(Fuzzing.Outcome.REFUSED);
            }
    }

    /** Files that did harm once. */
    static Stream<Path> found() throws Exception {
        try (Stream<Path> files = Files.list(resource("/found-by-fuzzing"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("found")
    void whatDidHarmOnceDoesNotAgain(Path file) {
        assertThat(Fuzzing.open(file)).isNotNull();
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(CheckpointFuzzTest.class.getResource(name).toURI());
    }
}

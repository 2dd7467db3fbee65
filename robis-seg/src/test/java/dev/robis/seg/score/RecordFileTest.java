package dev.robis.seg.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {

    @TempDir
    Path folder;

    @Test
    void recordsComeBackAsTheyWere() throws IOException {
        byte[][] written = new byte[50][33];
        try (RecordFile records = new RecordFile(folder, 33)) {
            for (int i = 0; i < written.length; i++) {
                new Random(i).nextBytes(written[i]);
                records.append(written[i]);
                assertThat(records.count()).isEqualTo(i + 1);
            }
            IntStream.range(0, 1000).parallel().map(i -> i * 7 % written.length).forEach(i -> {
                try {
                    assertThat(records.read(i)).isEqualTo(written[i]);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatDoesNotFitIsRefused() throws IOException {
        assertThatThrownBy(() -> new RecordFile(folder, 0)).isInstanceOf(IllegalArgumentException.class);
        try (RecordFile records = new RecordFile(folder, 4)) {
            assertThatThrownBy(() -> records.append(new byte[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected 4 bytes, found 3");
            records.append(new byte[4]);
            assertThatThrownBy(() -> records.read(1))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContaining("no record 1 of 1");
        }
    }
}

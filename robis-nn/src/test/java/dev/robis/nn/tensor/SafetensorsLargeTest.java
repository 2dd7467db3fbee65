package dev.robis.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file longer than any buffer; sparse, so that it takes no room on most file systems. */
class SafetensorsLargeTest {

    private static final long ELEMENTS = 600_000_000;

    @TempDir
    Path folder;

    @Test
    void bothEndsAndTheMiddleAreRead() throws Exception {
        Path path = folder.resolve("large.safetensors");
        long data = writeSparse(path);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.tensor("odd").data()).containsExactly(1, 2, 3);
            assertThat(read(file, 0, 2)).containsExactly(1.5f, 0);
            assertThat(read(file, ELEMENTS - 2, 2)).containsExactly(0, 2.5f);
            long before = ((1L << 30) - data) / 4 - 3;
            assertThat(read(file, before, 8)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
            assertThat(file.tensor("last").data()).containsExactly(9);
        }
    }

    private static float[] read(SafetensorsFile file, long from, int count) {
        FloatBuffer into = FloatBuffer.allocate(count);
        file.read("large", from, into);
        return into.array();
    }

    /** @return place in the file of the first element of the large tensor; it is not aligned */
    private static long writeSparse(Path path) {
        long end = 3 + ELEMENTS * 4;
        byte[] header = RawSafetensors.file(
                "{" + RawSafetensors.entry("odd", "U8", "[3]", "[0,3]") + ","
                        + RawSafetensors.entry("large", "F32", "[" + ELEMENTS + "]", "[3," + end + "]") + ","
                        + RawSafetensors.entry("last", "U8", "[1]", "[" + end + "," + (end + 1) + "]") + "}",
                new byte[] {1, 2, 3});
        long data = header.length;
        long before = data + (((1L << 30) - data) / 4 - 3) * 4;
        try (FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(header), 0);
            channel.write(floats(1.5f), data);
            channel.write(floats(1, 2, 3, 4, 5, 6, 7, 8), before);
            channel.write(floats(2.5f), data + (ELEMENTS - 1) * 4);
            channel.write(ByteBuffer.wrap(new byte[] {9}), data + ELEMENTS * 4);
        } catch (IOException e) {
            return abort("no sparse file of 2.4 GB here: " + e.getMessage());
        }
        return data;
    }

    private static ByteBuffer floats(float... values) {
        ByteBuffer bytes = RawSafetensors.littleEndian(values.length * 4);
        for (float value : values) bytes.putFloat(value);
        return bytes.flip();
    }
}

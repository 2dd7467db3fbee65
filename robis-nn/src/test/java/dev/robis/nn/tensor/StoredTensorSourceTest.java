package dev.robis.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Elements in their own type, read and written. */
class StoredTensorSourceTest {

    @ParameterizedTest
    @EnumSource
    void everyTypeKeepsItsBits(DType dtype, @TempDir Path folder) throws Exception {
        byte[] elements = new byte[70_001 * dtype.bytes()]; // more than one buffer
        new Random(dtype.bytes()).nextBytes(elements);
        byte[] file = new RawSafetensors()
                .tensor("a", dtype.name(), "[70001]", elements)
                .tensor("b", dtype.name(), "[]", Arrays.copyOf(elements, dtype.bytes()))
                .bytes();
        Path copy = folder.resolve("copy.safetensors");
        try (SafetensorsFile source = SafetensorsFile.of(ByteBuffer.wrap(file), "source")) {
            SafetensorsWriter.writeStored(copy, source);
        }
        try (SafetensorsFile written = SafetensorsFile.open(copy)) {
            assertThat(written.require("a").dtype()).isEqualTo(dtype);
            ByteBuffer middle = ByteBuffer.allocate(69_999 * dtype.bytes());
            written.readStored("a", 1, middle);
            assertThat(middle.array())
                    .isEqualTo(Arrays.copyOfRange(elements, dtype.bytes(), elements.length - dtype.bytes()));
        }
        assertThat(folder.toFile().list()).containsExactly("copy.safetensors");
    }

    @Test
    void integersAreReadAsFloats() throws Exception {
        byte[] file = new RawSafetensors()
                .tensor("i8", "I8", "[2]", new byte[] {-1, 127})
                .tensor("i16", "I16", "[1]", new byte[] {-2, -1})
                .tensor("u16", "U16", "[1]", new byte[] {-1, -1})
                .tensor("u32", "U32", "[1]", new byte[] {-1, -1, -1, -1})
                .tensor("u64", "U64", "[2]", new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, 3, 0, 0, 0, 0, 0, 0, 0})
                .bytes();
        try (SafetensorsFile source = SafetensorsFile.of(ByteBuffer.wrap(file), "source")) {
            assertThat(source.tensor("i8").data()).containsExactly(-1, 127);
            assertThat(source.tensor("i16").data()).containsExactly(-2);
            assertThat(source.tensor("u16").data()).containsExactly(65535);
            assertThat(source.tensor("u32").data()).containsExactly(0x1p32f);
            assertThat(source.tensor("u64").data()).containsExactly(0x1p64f, 3);
        }
    }
}

package dev.robis.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a right file gives. */
class SafetensorsFileTest {

    @TempDir
    Path folder;

    private static ByteBuffer elements(int bytes) {
        return RawSafetensors.littleEndian(bytes);
    }

    private static SafetensorsFile everyType() throws Exception {
        return SafetensorsFile.of(
                ByteBuffer.wrap(new RawSafetensors()
                        .field("\"__metadata__\":{\"format\":\"pt\",\"step\":\"9007199254740992\"}")
                        .tensor("bool", "BOOL", "[3]", new byte[] {0, 1, 7})
                        .tensor("u8", "U8", "[2]", new byte[] {(byte) 200, 3})
                        .tensor(
                                "f64",
                                "F64",
                                "[1,1]",
                                elements(8).putDouble(Math.PI).array())
                        .tensor(
                                "f32",
                                "F32",
                                "[2,1]",
                                elements(8)
                                        .putFloat(-1.5f)
                                        .putFloat(Float.MIN_VALUE)
                                        .array())
                        .tensor(
                                "f16",
                                "F16",
                                "[2]",
                                elements(4)
                                        .putShort((short) 0x3c00)
                                        .putShort((short) 0xfc00)
                                        .array())
                        .tensor(
                                "bf16",
                                "BF16",
                                "[1]",
                                elements(2).putShort((short) 0xc040).array())
                        .tensor(
                                "i64",
                                "I64",
                                "[]",
                                elements(8).putLong(-(1L << 40)).array())
                        .tensor("i32", "I32", "[1]", elements(4).putInt(-7).array())
                        .tensor("none", "F32", "[2,0,3]", new byte[0])
                        .bytes()),
                "every type");
    }

    @Test
    void everyTypeIsReadAsFloats() throws Exception {
        try (SafetensorsFile file = everyType()) {
            assertThat(file.tensor("bool").data()).containsExactly(0, 1, 1);
            assertThat(file.tensor("u8").data()).containsExactly(200, 3);
            assertThat(file.tensor("f64")).isEqualTo(new Tensor(new int[] {1, 1}, new float[] {(float) Math.PI}));
            assertThat(file.tensor("f32").data()).containsExactly(-1.5f, Float.MIN_VALUE);
            assertThat(file.tensor("f16").data()).containsExactly(1, Float.NEGATIVE_INFINITY);
            assertThat(file.tensor("bf16").data()).containsExactly(-3);
            assertThat(file.tensor("i64")).isEqualTo(new Tensor(new int[0], new float[] {-0x1p40f}));
            assertThat(file.tensor("i32").data()).containsExactly(-7);
            assertThat(file.tensor("none")).isEqualTo(Tensor.zeros(2, 0, 3));
        }
    }

    @Test
    void namesShapesAndMetadataAreThoseOfTheHeader() throws Exception {
        try (SafetensorsFile file = everyType()) {
            assertThat(file.names()).containsExactly("bool", "u8", "f64", "f32", "f16", "bf16", "i64", "i32", "none");
            assertThat(file.info("f32")).contains(new TensorInfo("f32", DType.F32, List.of(2L, 1L)));
            assertThat(file.info("f33")).isEmpty();
            assertThat(file.metadata()).containsEntry("format", "pt").containsEntry("step", "9007199254740992");
            assertThat(file.describe()).isEqualTo("every type");
        }
    }

    @Test
    void anyRangeIsRead() throws Exception {
        float[] values = floats(10_000);
        byte[] bytes = new RawSafetensors()
                .tensor("odd", "U8", "[1]", new byte[1])
                .tensor("f32", "F32", "[10000]", bytes(values))
                .tensor("i32", "I32", "[10000]", ints(values))
                .bytes();
        SafetensorsFile file = SafetensorsFile.of(ByteBuffer.wrap(bytes), "memory");
        for (String name : List.of("f32", "i32"))
            for (int from : new int[] {0, 1, 4095, 4096, 9999, 10_000}) {
                int count = Math.min(5000, 10_000 - from);
                for (FloatBuffer into : List.of(FloatBuffer.allocate(count + 2), direct(count + 2))) {
                    file.read(name, from, into.position(1).limit(count + 1));
                    assertThat(into.hasRemaining()).isFalse();
                    for (int i = 0; i < count; i++) assertThat(into.get(1 + i)).isEqualTo(values[from + i]);
                }
            }
    }

    @Test
    void partOfABufferIsAFile() throws Exception {
        byte[] bytes =
                new RawSafetensors().tensor("a", "U8", "[1]", new byte[] {5}).bytes();
        ByteBuffer larger = ByteBuffer.allocateDirect(bytes.length + 20)
                .position(7)
                .put(bytes)
                .position(7)
                .limit(7 + bytes.length);
        assertThat(SafetensorsFile.of(larger.asReadOnlyBuffer(), "part")
                        .tensor("a")
                        .data())
                .containsExactly(5);
        assertThat(larger.remaining()).isEqualTo(bytes.length);
    }

    @Test
    void wrongQuestionsAreRefused() throws Exception {
        try (SafetensorsFile file = everyType()) {
            assertThatThrownBy(() -> file.tensor("weight"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no tensor \"weight\" in every type");
            assertThatThrownBy(() -> file.read("weight", 0, FloatBuffer.allocate(0)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> file.read("bool", 2, FloatBuffer.allocate(2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("bool: asked for elements 2 to 4 of 3 in every type");
            for (long from : new long[] {-1, 4, Long.MAX_VALUE, Long.MIN_VALUE})
                assertThatThrownBy(() -> file.read("bool", from, FloatBuffer.allocate(1)))
                        .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shapesBeyondJavaArraysAreRefused() throws Exception {
        byte[] bytes = new RawSafetensors()
                .tensor("wide", "F32", "[0,4294967296]", new byte[0])
                .bytes();
        SafetensorsFile file = SafetensorsFile.of(ByteBuffer.wrap(bytes), "memory");
        assertThatThrownBy(() -> file.tensor("wide"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wide: shape [0, 4294967296] does not fit a Java array");
    }

    @Test
    void nothingIsReadAfterClosing() throws Exception {
        Path path = Files.write(
                folder.resolve("a.safetensors"),
                new RawSafetensors().tensor("a", "U8", "[1]", new byte[1]).bytes());
        SafetensorsFile mapped = SafetensorsFile.open(path);
        for (SafetensorsFile file : List.of(mapped, everyType())) {
            String name = file.names().iterator().next();
            file.close();
            file.close();
            assertThatThrownBy(() -> file.tensor(name))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(file.describe() + " is closed");
        }
        Files.delete(path);
    }

    @Test
    void absentFilesAndFoldersAreNamed() {
        Path absent = folder.resolve("absent.safetensors");
        assertThatThrownBy(() -> SafetensorsFile.open(absent))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("absent.safetensors");
        assertThatThrownBy(() -> SafetensorsFile.open(folder))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("is a folder");
    }

    private static float[] floats(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = i - 5000;
        return values;
    }

    private static FloatBuffer direct(int count) {
        return ByteBuffer.allocateDirect(count * 4)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static byte[] bytes(float[] values) {
        byte[] bytes = new byte[values.length * 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return bytes;
    }

    private static byte[] ints(float[] values) {
        byte[] bytes = new byte[values.length * 4];
        IntBuffer ints = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        for (float value : values) ints.put((int) value);
        return bytes;
    }
}

package dev.robis.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.tensor.DType;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.weights.PickleWriter.TestTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversionTest {

    private static final Architecture TINY = Architecture.named("robis_vit_tiny_14");

    @TempDir
    Path folder;

    private Path in;
    private Path out;

    @BeforeEach
    void paths() {
        in = folder.resolve("in.pth");
        out = folder.resolve("out.safetensors");
    }

    private static Map<String, Object> tiny(String prefix) {
        Map<String, Object> tensors = new LinkedHashMap<>();
        OfficialSizeFiles.tensors(TINY).forEach((name, tensor) -> tensors.put(prefix + name, tensor));
        return tensors;
    }

    private static TestTensor scalar(String key) {
        return TestTensor.dense(key, SampleFiles.random(DType.I64, 1, 9), List.of());
    }

    @Test
    void twiceGivesTheSameBytesAndTheMetadataTellTheSource() throws Exception {
        TorchFiles.writeZip(in, tiny(""));
        Conversion.Result result = Conversion.of(in).writeTo(out);
        byte[] first = Files.readAllBytes(out);
        Conversion.of(in).writeTo(out);
        assertThat(Files.readAllBytes(out)).isEqualTo(first);
        assertThat(result.recognised()).containsExactly(TINY.name());
        assertThat(result.bytes()).isEqualTo(first.length);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(in));
        try (SafetensorsFile written = SafetensorsFile.open(out);
                Checkpoint source = Checkpoint.open(in)) {
            assertThat(written.metadata())
                    .containsEntry("source", "in.pth")
                    .containsEntry("source_sha256", HexFormat.of().formatHex(hash))
                    .containsEntry("architecture", TINY.name())
                    .containsEntry("format", "pt")
                    .containsKey("converter");
            assertThat(written.names()).containsExactlyElementsOf(source.names());
            for (String name : source.names())
                assertThat(written.tensor(name)).as(name).isEqualTo(source.tensor(name));
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void theContainerDoesNotMatter() throws Exception {
        Path legacy = folder.resolve("legacy.pth");
        TorchFiles.writeZip(in, tiny(""));
        TorchFiles.writeLegacy(legacy, tiny(""));
        Path other = folder.resolve("other.safetensors");
        Conversion.of(in).writeTo(out);
        Conversion.of(legacy).writeTo(other);
        try (SafetensorsFile one = SafetensorsFile.open(out);
                SafetensorsFile two = SafetensorsFile.open(other)) {
            assertThat(one.names()).containsExactlyElementsOf(two.names());
            for (String name : one.names()) assertThat(one.tensor(name)).isEqualTo(two.tensor(name));
        }
    }

    @Test
    void wrappersArePrefixesOfTheirTensors() throws Exception {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("student", Map.of("w", scalar("s")));
        root.put("teacher", tiny("module.backbone."));
        root.put("epoch", 3L);
        root.put("step", scalar("t"));
        TorchFiles.writeZip(in, root);
        Conversion.Result plain = Conversion.of(in).writeTo(out);
        assertThat(plain.prefix()).isEqualTo("teacher.");
        assertThat(plain.leftOut()).isEqualTo(2);
        try (SafetensorsFile written = SafetensorsFile.open(out)) {
            assertThat(written.names()).allMatch(name -> name.startsWith("module.backbone."));
        }
        Conversion.Result named = Conversion.of(in).withArchitecture(TINY).writeTo(out);
        assertThat(named.prefix()).isEqualTo("teacher.module.backbone.");
        try (SafetensorsFile written = SafetensorsFile.open(out)) {
            assertThat(written.names()).containsExactlyElementsOf(TINY.tensors().keySet());
        }
        assertThat(Conversion.of(in).withGroup("student").writeTo(out).tensors())
                .isEqualTo(1);
        assertThatThrownBy(() -> Conversion.of(in).withGroup("model").writeTo(out))
                .hasMessageContainingAll("in.pth", "\"model\"", "student, teacher");
    }

    @Test
    void anotherArchitectureIsRefusedWithAHint() throws Exception {
        TorchFiles.writeZip(in, Map.of("model", tiny("")));
        Architecture small = Architecture.named("dinov2reg_vit_small_14");
        assertThatThrownBy(() -> Conversion.of(in).withArchitecture(small).writeTo(out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        small.name(), "cls_token", "[1, 1, 384]", "[1, 1, 192]", "in.pth", "look like " + TINY.name());
        Map<String, Object> more = tiny("");
        more.put("surplus", scalar("s"));
        TorchFiles.writeZip(in, more);
        assertThatThrownBy(() -> Conversion.of(in).withArchitecture(TINY).writeTo(out))
                .hasMessageContaining("surplus: not part of this architecture");
        assertThat(out).doesNotExist();
    }

    @Test
    void typesAreWidenedWithoutLossOrSetAsAsked() throws Exception {
        byte[] doubles = new byte[16];
        little(doubles).putDouble(1.5).putDouble(1e300);
        byte[] shorts = new byte[4];
        little(shorts).putShort((short) -3).putShort((short) 300);
        byte[] brains = new byte[4];
        little(brains).putShort((short) 0x3fc0).putShort((short) 0x7f80); // 1.5, infinity
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("f64", TestTensor.dense("0", StoredData.of(DType.F64, doubles), List.of(2L)));
        root.put("i16", TestTensor.dense("1", StoredData.of(DType.I16, shorts), List.of(2L)));
        root.put("bf16", TestTensor.dense("2", StoredData.of(DType.BF16, brains), List.of(2L)));
        root.put("bool", TestTensor.dense("3", StoredData.of(DType.BOOL, new byte[] {1, 0}), List.of(2L)));
        TorchFiles.writeZip(in, root);
        Conversion.of(in).writeTo(out);
        try (SafetensorsFile written = SafetensorsFile.open(out)) {
            assertThat(written.require("f64").dtype()).isEqualTo(DType.F64);
            assertThat(PthGoldenTest.stored(written, "f64")).isEqualTo(doubles);
            assertThat(written.require("i16").dtype()).isEqualTo(DType.I64);
            assertThat(written.tensor("i16").data()).containsExactly(-3, 300);
            assertThat(written.require("bf16").dtype()).isEqualTo(DType.F32);
            assertThat(written.tensor("bf16").data()).containsExactly(1.5f, Float.POSITIVE_INFINITY);
            assertThat(written.require("bool").dtype()).isEqualTo(DType.U8);
            assertThat(written.tensor("bool").data()).containsExactly(1, 0);
        }
        for (DType dtype : List.of(DType.F16, DType.F32))
            assertThatThrownBy(() -> Conversion.of(in).withFloats(dtype).writeTo(out))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("f64: ")
                    .hasMessageContaining("too large for " + dtype);
        root.remove("f64");
        TorchFiles.writeZip(in, root);
        Conversion.of(in).withFloats(DType.F16).writeTo(out);
        try (SafetensorsFile written = SafetensorsFile.open(out)) {
            assertThat(written.require("bf16").dtype()).isEqualTo(DType.F16);
            assertThat(written.tensor("bf16").data()).containsExactly(1.5f, Float.POSITIVE_INFINITY);
            assertThat(written.require("i16").dtype()).isEqualTo(DType.I64);
        }
        assertThatThrownBy(() -> Conversion.of(Path.of("x")).withFloats(DType.BF16))
                .hasMessageContaining("BF16");
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void theSourceIsNotOverwrittenAndNothingIsRefused() throws Exception {
        TorchFiles.writeZip(in, Map.of("epoch", 1L));
        byte[] before = Files.readAllBytes(in);
        assertThatThrownBy(() -> Conversion.of(in).writeTo(in)).hasMessageContaining("to be converted");
        assertThatThrownBy(() -> Conversion.of(in).writeTo(out)).hasMessageContaining("has no tensors");
        assertThat(in).hasBinaryContent(before);
        assertThat(out).doesNotExist();
    }
}

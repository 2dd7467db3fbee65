package dev.robis.weights;

import dev.robis.nn.tensor.DType;
import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.tensor.Tensor;
import dev.robis.weights.PickleWriter.TestTensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Small valid files of every format. */
final class SampleFiles {

    private SampleFiles() {}

    static String suffix(Checkpoint.Format format) {
        return switch (format) {
            case PYTORCH_ZIP, PYTORCH_LEGACY -> ".pth";
            case SAFETENSORS -> ".safetensors";
            case SHARDED_SAFETENSORS -> ".index.json";
            case NPZ -> ".npz";
        };
    }

    /**
     * Several files of a format.
     *
     * @param folder for them, and for the shards that an index refers to
     */
    static List<byte[]> write(Checkpoint.Format format, Path folder) throws IOException {
        List<byte[]> files = new ArrayList<>();
        Path file = folder.resolve("sample" + suffix(format));
        Object plain = plain();
        Object nested = nested();
        switch (format) {
            case PYTORCH_ZIP -> {
                for (Object root : List.of(plain, nested)) {
                    TorchFiles.writeZip(file, root);
                    files.add(Files.readAllBytes(file));
                }
                // The opcodes of later protocols, which the writer above has no use for.
                TorchFiles.writeZip(
                        file, protocolFour(), TorchFiles.storages(plain), Map.of("byteorder", ascii("big")));
                files.add(Files.readAllBytes(file));
            }
            case PYTORCH_LEGACY -> {
                for (Object root : List.of(plain, nested)) {
                    TorchFiles.writeLegacy(file, root);
                    files.add(Files.readAllBytes(file));
                }
            }
            case SAFETENSORS -> {
                SafetensorsWriter.write(file, tensors("a", "b.weight"), Map.of("format", "pt"));
                files.add(Files.readAllBytes(file));
            }
            case SHARDED_SAFETENSORS -> {
                SafetensorsWriter.write(folder.resolve("one.safetensors"), tensors("a"), Map.of());
                SafetensorsWriter.write(folder.resolve("two.safetensors"), tensors("b", "c"), Map.of());
                files.add(ascii("{\"metadata\": {\"total_size\": 72}, \"weight_map\": {\"a\": \"one.safetensors\","
                        + " \"b\": \"two.safetensors\", \"c\": \"two.safetensors\"}}"));
            }
            case NPZ -> {
                files.add(NpzWriter.of("a", DType.F32, "<f4", false, List.of(3L, 4L), new byte[48])
                        .and("b.weight", DType.F16, ">f2", true, List.of(2L, 5L), new byte[20])
                        .and("c", DType.I64, "<i8", false, List.of(), new byte[8])
                        .bytes(false));
                files.add(NpzWriter.of("a", DType.F32, "<f4", false, List.of(300L), new byte[1200])
                        .bytes(true));
            }
        }
        Files.deleteIfExists(file);
        return files;
    }

    /** The entries of a zip archive that nothing is wrong with. */
    static Map<String, byte[]> entries(byte[] archive) throws IOException {
        Path file = Files.createTempFile("archive", ".zip");
        Files.write(file, archive);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries()))
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
        }
        Files.delete(file);
        return entries;
    }

    /** An archive of stored entries. */
    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> content : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(content.getKey());
                NpzWriter.store(entry, content.getValue());
                zip.putNextEntry(entry);
                zip.write(content.getValue());
            }
        }
        return bytes.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Map<String, Tensor> tensors(String... names) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : names) tensors.put(name, Tensor.zeros(2, 3));
        return tensors;
    }

    private static Map<String, Object> plain() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("weight", TestTensor.dense("0", random(DType.F32, 12, 1), List.of(3L, 4L)));
        root.put("bias", TestTensor.dense("1", random(DType.F16, 3, 2), List.of(3L)));
        return root;
    }

    private static Map<String, Object> nested() {
        StoredData shared = random(DType.I16, 60, 3);
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("transposed", new TestTensor("0", shared, 2, List.of(5L, 4L), List.of(1L, 8L)));
        inner.put("expanded", new TestTensor("0", shared, 0, List.of(4L, 3L), List.of(0L, 1L)));
        inner.put("scalar", new TestTensor("1", random(DType.BOOL, 1, 4), 0, List.of(), List.of()));
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("epoch", 12L);
        root.put("model", inner);
        root.put("list", List.of(TestTensor.dense("2", random(DType.F64, 2, 5), List.of(2L)), "text", true));
        return root;
    }

    /** The weights of {@link #plain} as a pickle of protocol 4. */
    private static byte[] protocolFour() {
        PickleWriter pickle = new PickleWriter().op(0x80, 4, 0x95).little(400).little(0);
        pickle.op('}', 0x94, '(').op(0x8c, 6).raw(ascii("weight")).op(0x94);
        pickle.op(0x8c, 12)
                .raw(ascii("torch._utils"))
                .op(0x8c, 18)
                .raw(ascii("_rebuild_tensor_v2"))
                .op(0x93, 0x94);
        pickle.op('(').storage("0", "FloatStorage", 12).op('K', 0, 'K', 3, 'K', 4, 0x86, 'K', 4, 'K', 1, 0x86, 0x89);
        pickle.op('}', 't', 'R', 'u');
        return pickle.stop();
    }

    static StoredData random(DType dtype, int elements, long seed) {
        byte[] bytes = new byte[elements * dtype.bytes()];
        new Random(seed).nextBytes(bytes);
        if (dtype == DType.BOOL) for (int i = 0; i < bytes.length; i++) bytes[i] &= 1;
        return StoredData.of(dtype, bytes);
    }
}

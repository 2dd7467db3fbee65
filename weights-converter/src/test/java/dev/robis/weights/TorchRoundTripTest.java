package dev.robis.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.robis.nn.tensor.DType;
import dev.robis.nn.tensor.TensorInfo;
import dev.robis.weights.PickleWriter.TestTensor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written as PyTorch writes it is read again, whatever the nesting, types, views and byte order. */
class TorchRoundTripTest {

    private static final int SEEDS = 40;
    private static final List<DType> TYPES =
            List.of(DType.F64, DType.F32, DType.F16, DType.BF16, DType.I64, DType.I32, DType.I16, DType.I8, DType.U8);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"zip", "legacy", "little", "big"})
    void randomStateDictsComeBack(String container) throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            Map<String, TestTensor> flat = new LinkedHashMap<>();
            Map<String, Object> root = dict(new Random(seed), "", 0, flat);
            Path file = folder.resolve(seed + container + ".pth");
            if (container.equals("legacy")) TorchFiles.writeLegacy(file, root);
            else if (container.equals("zip")) TorchFiles.writeZip(file, root);
            else
                TorchFiles.writeZip(
                        file,
                        PickleWriter.pickle(root),
                        TorchFiles.storages(root),
                        Map.of("byteorder", SampleFiles.ascii(container)));
            try (Checkpoint checkpoint = Checkpoint.open(file)) {
                String what = container + ", seed " + seed;
                assertThat(checkpoint.names()).as(what).containsExactlyElementsOf(flat.keySet());
                for (Map.Entry<String, TestTensor> entry : flat.entrySet())
                    assertSame(checkpoint, entry.getKey(), entry.getValue(), container.equals("big"), what);
            }
        }
    }

    private static void assertSame(
            Checkpoint checkpoint, String name, TestTensor expected, boolean bigEndian, String what) throws Exception {
        TensorInfo info = checkpoint.require(name);
        assertThat(info.dtype()).as(what).isEqualTo(expected.storage().dtype());
        assertThat(info.shape()).as(what).isEqualTo(expected.shape());
        byte[] all = gather(expected, bigEndian);
        assertThat(PthGoldenTest.stored(checkpoint, name))
                .as(what + ", " + name)
                .isEqualTo(all);
        if (info.elements() > 2) { // from the middle on
            int size = info.dtype().bytes();
            ByteBuffer some = ByteBuffer.allocate((int) (info.elements() - 2) * size);
            checkpoint.readStored(name, 1, some);
            assertThat(some.array())
                    .as(what + ", part of " + name)
                    .isEqualTo(Arrays.copyOfRange(all, size, all.length - size));
        }
    }

    /** The elements one by one, as the definition of strides has it. */
    private static byte[] gather(TestTensor tensor, boolean bigEndian) throws Exception {
        byte[] storage = tensor.storage().content().open().readAllBytes();
        int size = tensor.storage().dtype().bytes();
        int count = (int) new TensorInfo("", DType.U8, tensor.shape()).elements();
        byte[] result = new byte[count * size];
        for (int i = 0; i < count; i++) {
            long place = tensor.offset();
            int rest = i;
            for (int axis = tensor.shape().size() - 1; axis >= 0; axis--) {
                int length = tensor.shape().get(axis).intValue();
                place += rest % length * tensor.strides().get(axis);
                rest /= length;
            }
            for (int b = 0; b < size; b++)
                result[i * size + b] = storage[(int) place * size + (bigEndian ? size - 1 - b : b)];
        }
        return result;
    }

    private static Map<String, Object> dict(Random random, String prefix, int depth, Map<String, TestTensor> flat) {
        Map<String, Object> dict = new LinkedHashMap<>();
        StoredData shared = SampleFiles.random(
                TYPES.get(random.nextInt(TYPES.size())), 1 + random.nextInt(5000), random.nextLong());
        String key = "s" + flat.size() + "_" + depth;
        for (int i = 0, count = 1 + random.nextInt(5); i < count; i++) {
            String name = "k" + i;
            switch (random.nextInt(5)) {
                case 0 -> dict.put(name, random.nextBoolean() ? "text" : (Object) random.nextLong());
                case 1 -> {
                    if (depth < 3) dict.put(name, dict(random, prefix + name + ".", depth + 1, flat));
                }
                default -> {
                    TestTensor view = view(random, key, shared);
                    dict.put(name, view);
                    flat.put(prefix + name, view);
                }
            }
        }
        return dict;
    }

    /** Any view of a storage, of up to four axes, some of length 0 or 1 or stride 0. */
    private static TestTensor view(Random random, String key, StoredData storage) {
        List<Long> shape = new ArrayList<>();
        List<Long> strides = new ArrayList<>();
        long left = storage.elements() - 1;
        long offset = random.nextInt((int) Math.min(left + 1, 20));
        left -= offset;
        for (int axes = random.nextInt(5); axes > 0; axes--) {
            long stride = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(40);
            long length = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(12);
            if ((length - 1) * stride > left) continue;
            left -= Math.max(0, (length - 1) * stride);
            shape.add(length);
            strides.add(stride);
        }
        if (random.nextInt(3) == 0 && shape.size() < 2) {
            shape = List.of(left + 1);
            strides = List.of(1L);
        }
        return new TestTensor(key, storage, offset, shape, strides);
    }

    @Test
    void aParameterAndATensorOfItsOwnTypeAreTensors() throws Exception {
        StoredData data = SampleFiles.random(DType.U8, 8, 1);
        PickleWriter pickle = new PickleWriter().protocol().op('}', '(');
        pickle.text("parameter").global("torch._utils", "_rebuild_parameter");
        pickle.value(TestTensor.dense("0", data, List.of(8L))).op(0x88, '}', 0x87, 'R');
        pickle.text("typed").global("torch._utils", "_rebuild_tensor_v3").op('(');
        pickle.op('(')
                .text("storage")
                .global("torch.storage", "UntypedStorage")
                .text("0")
                .text("cpu")
                .number(8);
        pickle.op('t', 'Q').number(1).numbers(List.of(3L)).numbers(List.of(1L)).op(0x89, '}');
        pickle.global("torch", "uint16").op('t', 'R');
        pickle.text("sub").global("torch._tensor", "_rebuild_from_type_v2").op('(');
        pickle.global("torch._utils", "_rebuild_tensor_v2")
                .global("torch.nn.parameter", "Parameter")
                .op('(');
        pickle.storage("0", "ByteStorage", 8)
                .number(2)
                .numbers(List.of(2L))
                .numbers(List.of(1L))
                .op(0x89, '}');
        pickle.op('t', '}', 't', 'R', 'u');
        Path file = folder.resolve("types.pth");
        TorchFiles.writeZip(file, pickle.stop(), Map.of("0", data), Map.of());
        byte[] bytes = data.content().open().readAllBytes();
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(PthGoldenTest.stored(checkpoint, "parameter")).isEqualTo(bytes);
            assertThat(checkpoint.require("typed").dtype()).isEqualTo(DType.U16);
            assertThat(PthGoldenTest.stored(checkpoint, "typed")).isEqualTo(Arrays.copyOfRange(bytes, 2, 8));
            assertThat(PthGoldenTest.stored(checkpoint, "sub")).isEqualTo(Arrays.copyOfRange(bytes, 2, 4));
        }
    }
}

package dev.robis.weights;

import dev.robis.nn.tensor.DType;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pickles put together by hand, right or wrong as a test wants them; {@link #value} writes what torch.save writes. */
final class PickleWriter {

    /**
     * A tensor to write.
     *
     * @param key of its storage
     * @param storage its elements
     * @param offset of the first element, in elements
     */
    record TestTensor(String key, StoredData storage, long offset, List<Long> shape, List<Long> strides) {

        static TestTensor dense(String key, StoredData storage, List<Long> shape) {
            return new TestTensor(key, storage, 0, shape, StridedTensor.rowMajor(shape));
        }
    }

    private static final Map<DType, String> STORAGES = Map.of(
            DType.F64, "DoubleStorage",
            DType.F32, "FloatStorage",
            DType.F16, "HalfStorage",
            DType.BF16, "BFloat16Storage",
            DType.I64, "LongStorage",
            DType.I32, "IntStorage",
            DType.I16, "ShortStorage",
            DType.I8, "CharStorage",
            DType.U8, "ByteStorage",
            DType.BOOL, "BoolStorage");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** One whole pickle of protocol 2. */
    static byte[] pickle(Object value) {
        return new PickleWriter().protocol().value(value).stop();
    }

    PickleWriter protocol() {
        return op(0x80, 2);
    }

    byte[] stop() {
        return op('.').bytes();
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** Bytes as they are. */
    PickleWriter op(int... opcodes) {
        for (int opcode : opcodes) bytes.write(opcode);
        return this;
    }

    PickleWriter raw(byte[] content) {
        bytes.writeBytes(content);
        return this;
    }

    PickleWriter times(int count, int... opcodes) {
        for (int i = 0; i < count; i++) op(opcodes);
        return this;
    }

    PickleWriter global(String module, String name) {
        bytes.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    PickleWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        op('X').little(utf8.length);
        bytes.writeBytes(utf8);
        return this;
    }

    /** A 32-bit number without an opcode. */
    PickleWriter little(int value) {
        bytes.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
        return this;
    }

    PickleWriter number(long value) {
        byte[] big = BigInteger.valueOf(value).toByteArray();
        return integer(big);
    }

    PickleWriter integer(byte[] big) {
        op(0x8a, big.length);
        for (int i = big.length - 1; i >= 0; i--) bytes.write(big[i]);
        return this;
    }

    PickleWriter value(Object value) {
        if (value instanceof Map<?, ?> map) {
            global("collections", "OrderedDict").op(')', 'R', '(');
            map.forEach((key, item) -> value(key).value(item));
            return op('u');
        }
        if (value instanceof List<?> list) {
            op(']', '(');
            list.forEach(this::value);
            return op('e');
        }
        if (value instanceof TestTensor tensor) return tensor(tensor);
        if (value instanceof String text) return text(text);
        if (value instanceof Boolean truth) return op(truth ? 0x88 : 0x89);
        if (value instanceof Number number) return number(number.longValue());
        throw new IllegalArgumentException("no pickle of " + value);
    }

    private PickleWriter tensor(TestTensor tensor) {
        global("torch._utils", "_rebuild_tensor_v2").op('(');
        storage(tensor.key, STORAGES.get(tensor.storage.dtype()), tensor.storage.elements());
        number(tensor.offset);
        numbers(tensor.shape);
        numbers(tensor.strides);
        return op(0x89).global("collections", "OrderedDict").op(')', 'R', 't', 'R');
    }

    PickleWriter storage(String key, String type, long elements) {
        op('(').text("storage").global("torch", type).text(key).text("cpu").number(elements);
        return op('t', 'Q');
    }

    PickleWriter numbers(List<Long> numbers) {
        op('(');
        new ArrayList<>(numbers).forEach(this::number);
        return op('t');
    }
}

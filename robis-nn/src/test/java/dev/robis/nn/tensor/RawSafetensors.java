package dev.robis.nn.tensor;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Safetensors bytes put together by hand, right or wrong as a test wants them. */
final class RawSafetensors {

    private final List<String> fields = new ArrayList<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    /** Adds a tensor with the given little-endian elements, and offsets that fit them. */
    RawSafetensors tensor(String name, String dtype, String shape, byte[] elements) {
        int begin = data.size();
        data.writeBytes(elements);
        return field(entry(name, dtype, shape, "[" + begin + "," + data.size() + "]"));
    }

    /** Adds a field of the header, as it is. */
    RawSafetensors field(String json) {
        fields.add(json);
        return this;
    }

    /** Adds bytes of data. */
    RawSafetensors data(int bytes) {
        data.writeBytes(new byte[bytes]);
        return this;
    }

    byte[] bytes() {
        return file("{" + String.join(",", fields) + "}", data.toByteArray());
    }

    static String entry(String name, String dtype, String shape, String offsets) {
        return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}".formatted(name, dtype, shape, offsets);
    }

    static byte[] file(String json, byte[] data) {
        return file(json.getBytes(StandardCharsets.UTF_8), data);
    }

    static byte[] file(byte[] json, byte[] data) {
        return littleEndian(8 + json.length + data.length)
                .putLong(json.length)
                .put(json)
                .put(data)
                .array();
    }

    static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}

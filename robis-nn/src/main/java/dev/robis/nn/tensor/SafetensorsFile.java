package dev.robis.nn.tensor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.*;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.*;

public final class SafetensorsFile implements TensorSource {
    private final Path path;
    private final FileChannel channel;
    private final Map<String, TensorInfo> infos = new LinkedHashMap<>();
    private final Map<String, Long> offsets = new HashMap<>();

    private SafetensorsFile(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        ByteBuffer head = channel.map(FileChannel.MapMode.READ_ONLY, 0, 8).order(ByteOrder.LITTLE_ENDIAN);
        int n = (int) head.getLong();
        byte[] json = new byte[n];
        channel.map(FileChannel.MapMode.READ_ONLY, 8, n).get(json);
        JsonNode root = new ObjectMapper().readTree(json);
        root.properties().forEach(e -> {
            if (e.getKey().equals("__metadata__")) return;
            List<Long> shape = new ArrayList<>();
            e.getValue().get("shape").forEach(v -> shape.add(v.asLong()));
            infos.put(
                    e.getKey(),
                    new TensorInfo(
                            e.getKey(), DType.valueOf(e.getValue().get("dtype").asText()), shape));
            offsets.put(
                    e.getKey(), 8L + n + e.getValue().get("data_offsets").get(0).asLong());
        });
    }

    public static SafetensorsFile open(Path path) throws IOException {
        return new SafetensorsFile(path, FileChannel.open(path));
    }

    @Override
    public Set<String> names() {
        return infos.keySet();
    }

    @Override
    public Optional<TensorInfo> info(String name) {
        return Optional.ofNullable(infos.get(name));
    }

    @Override
    public void read(String name, long from, FloatBuffer into) {
        try {
            DType t = infos.get(name).dtype();
            int n = into.remaining();
            ByteBuffer b = channel.map(
                            FileChannel.MapMode.READ_ONLY, offsets.get(name) + from * t.bytes(), (long) n * t.bytes())
                    .order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < n; i++)
                into.put(
                        switch (t) {
                            case F32 -> b.getFloat();
                            case F64 -> (float) b.getDouble();
                            case I64 -> (float) b.getLong();
                            case I32 -> (float) b.getInt();
                            case U8, BOOL -> b.get() & 255;
                            case BF16 -> Float.intBitsToFloat(b.getShort() << 16);
                            case F16 -> half(b.getShort());
                        });
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static float half(short h) {
        int s = (h & 0x8000) << 16, e = (h >> 10) & 31, m = h & 1023;
        if (e == 0) return (s < 0 ? -1 : 1) * m * 0x1p-24f;
        if (e == 31) return Float.intBitsToFloat(s | 0x7f800000 | m << 13);
        return Float.intBitsToFloat(s | (e + 112) << 23 | m << 13);
    }

    @Override
    public String describe() {
        return path.toString();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

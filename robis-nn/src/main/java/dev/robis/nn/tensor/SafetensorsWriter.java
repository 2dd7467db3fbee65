package dev.robis.nn.tensor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * Writes safetensors files of any length: tensor by tensor, under a temporary name in the same folder, forced to the
 * disk and renamed. So the file is whole or not there, and one that it replaces stays valid for those who have it
 * open. The same source gives the same bytes. Stateless.
 *
 * <p>Numbers that are not tensors and must stay exact, such as a step counter, belong into the metadata.
 */
public final class SafetensorsWriter {

    private static final int ALIGNMENT = 8;
    private static final int ELEMENTS_AT_ONCE = 1 << 16;

    private SafetensorsWriter() {}

    /** As {@link #write(Path, TensorSource, DType)}, with float32 elements, from tensors on the heap. */
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        write(file, MapTensorSource.of(tensors, metadata, "tensors for " + file), DType.F32);
    }

    /** As {@link #write(Path, TensorSource, DType)}, with float32 elements. */
    public static void write(Path file, TensorSource source) throws IOException {
        write(file, source, DType.F32);
    }

    /**
     * Writes all tensors of a source, in its order, and its metadata. Replaces a file of that name.
     *
     * @param source may be an open file of the same name. Not modified.
     * @param dtype F32, or F16: rounded to the nearest, ties to even
     * @throws IllegalArgumentException if {@code dtype} is another, a tensor has the reserved name
     *     {@code __metadata__}, or a finite element is too large for F16
     */
    public static void write(Path file, TensorSource source, DType dtype) throws IOException {
        if (dtype != DType.F32 && dtype != DType.F16)
            throw new IllegalArgumentException("tensors are written as F32 or F16, asked for " + dtype);
        write(
                file,
                header(source, info -> dtype),
                (channel, name) -> writeTensor(channel, source, name, dtype),
                source);
    }

    /**
     * As {@link #write(Path, TensorSource, DType)}, but every tensor keeps its element type and every element its
     * bits.
     */
    public static void writeStored(Path file, StoredTensorSource source) throws IOException {
        write(
                file,
                header(source, TensorInfo::dtype),
                (channel, name) -> writeStoredTensor(channel, source, name),
                source);
    }

    private interface TensorWriter {
        void write(FileChannel to, String name) throws IOException;
    }

    private static void write(Path file, byte[] header, TensorWriter writer, TensorSource source) throws IOException {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                writeAll(channel, prefixed(header));
                for (String name : source.names()) writer.write(channel, name);
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException | Error e) {
            discard(temporary, e);
            throw e;
        }
    }

    private static byte[] header(TensorSource source, Function<TensorInfo, DType> dtype) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator to = new JsonFactory().createGenerator(json)) {
            to.writeStartObject();
            if (!source.metadata().isEmpty()) {
                to.writeObjectFieldStart(SafetensorsHeader.METADATA);
                for (Map.Entry<String, String> entry : new TreeMap<>(source.metadata()).entrySet())
                    to.writeStringField(entry.getKey(), entry.getValue());
                to.writeEndObject();
            }
            long offset = 0;
            for (String name : source.names()) {
                TensorInfo info = source.require(name);
                offset = describe(to, info, dtype.apply(info), offset);
            }
            to.writeEndObject();
        }
        while (json.size() % ALIGNMENT != 0) json.write(' ');
        if (json.size() > SafetensorsHeader.LONGEST)
            throw new IllegalArgumentException("names and metadata of " + source.describe() + " need a header of "
                    + json.size() + " bytes, the format allows " + SafetensorsHeader.LONGEST);
        return json.toByteArray();
    }

    /** @return the end of the tensor */
    private static long describe(JsonGenerator to, TensorInfo info, DType dtype, long begin) throws IOException {
        if (info.name().equals(SafetensorsHeader.METADATA))
            throw new IllegalArgumentException("a tensor cannot be called " + info.name());
        long end = Math.addExact(begin, Math.multiplyExact(info.elements(), (long) dtype.bytes()));
        to.writeObjectFieldStart(info.name());
        to.writeStringField("dtype", dtype.name());
        to.writeArrayFieldStart("shape");
        for (long length : info.shape()) to.writeNumber(length);
        to.writeEndArray();
        to.writeArrayFieldStart("data_offsets");
        to.writeNumber(begin);
        to.writeNumber(end);
        to.writeEndArray();
        to.writeEndObject();
        return end;
    }

    private static ByteBuffer prefixed(byte[] json) {
        ByteBuffer bytes =
                ByteBuffer.allocate(SafetensorsHeader.PREFIX + json.length).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.putLong(json.length).put(json).flip();
    }

    private static void writeTensor(FileChannel to, TensorSource source, String name, DType dtype) throws IOException {
        long elements = source.info(name).orElseThrow().elements();
        int most = (int) Math.min(elements, ELEMENTS_AT_ONCE);
        ByteBuffer bytes = ByteBuffer.allocate(most * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer floats = dtype == DType.F32 ? bytes.asFloatBuffer() : FloatBuffer.allocate(most);
        for (long from = 0; from < elements; from += most) {
            int count = (int) Math.min(most, elements - from);
            floats.clear().limit(count);
            source.read(name, from, floats);
            if (dtype == DType.F16) halve(floats.flip(), bytes.clear().asShortBuffer(), name);
            writeAll(to, bytes.clear().limit(count * dtype.bytes()));
        }
    }

    private static void writeStoredTensor(FileChannel to, StoredTensorSource source, String name) throws IOException {
        TensorInfo info = source.require(name);
        int most = (int) Math.min(info.elements(), ELEMENTS_AT_ONCE);
        ByteBuffer bytes = ByteBuffer.allocate(most * info.dtype().bytes());
        for (long from = 0; from < info.elements(); from += most) {
            int count = (int) Math.min(most, info.elements() - from);
            source.readStored(
                    name, from, bytes.clear().limit(count * info.dtype().bytes()));
            writeAll(to, bytes.flip());
        }
    }

    private static void halve(FloatBuffer from, ShortBuffer into, String name) {
        while (from.hasRemaining()) {
            float value = from.get();
            short half = HalfFloat.fromFloat(value);
            if (Float.isFinite(value) && Float.isInfinite(HalfFloat.toFloat(half)))
                throw new IllegalArgumentException(name + ": " + value
                        + " is too large for F16, whose largest value is " + HalfFloat.MAX_VALUE + "; write F32");
            into.put(half);
        }
    }

    private static void writeAll(FileChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) to.write(bytes);
    }

    private static void discard(Path temporary, Throwable cause) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}

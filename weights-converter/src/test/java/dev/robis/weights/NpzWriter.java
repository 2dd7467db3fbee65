package dev.robis.weights;

import dev.robis.nn.tensor.DType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** NumPy archives put together by hand. */
final class NpzWriter {

    private final Map<String, byte[]> arrays = new LinkedHashMap<>();

    static NpzWriter of(String name, DType dtype, String descr, boolean fortran, List<Long> shape, byte[] elements) {
        return new NpzWriter().and(name, dtype, descr, fortran, shape, elements);
    }

    NpzWriter and(String name, DType dtype, String descr, boolean fortran, List<Long> shape, byte[] elements) {
        if (elements.length % dtype.bytes() != 0) throw new IllegalArgumentException("elements are not whole");
        String lengths = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String tuple = "(" + lengths + (shape.size() == 1 ? ",)" : ")");
        return raw(name, npy(1, dictionary(descr, fortran ? "True" : "False", tuple), elements));
    }

    /** Adds an array file as it is. */
    NpzWriter raw(String name, byte[] npy) {
        arrays.put(name + Npz.SUFFIX, npy);
        return this;
    }

    static String dictionary(String descr, String fortran, String shape) {
        return "{'descr': '" + descr + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }";
    }

    /** An array file, its header padded as NumPy does. */
    static byte[] npy(int version, String dictionary, byte[] elements) {
        int prefix = version == 1 ? 10 : 12;
        int length = (prefix + dictionary.length() + 1 + 63) / 64 * 64 - prefix;
        ByteBuffer file = ByteBuffer.allocate(prefix + length + elements.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93)
                .put(SampleFiles.ascii("NUMPY"))
                .put((byte) version)
                .put((byte) 0);
        if (version == 1) file.putShort((short) length);
        else file.putInt(length);
        file.put(SampleFiles.ascii(dictionary + " ".repeat(length - dictionary.length() - 1) + "\n"));
        return file.put(elements).array();
    }

    byte[] bytes(boolean compressed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
                ZipEntry entry = new ZipEntry(array.getKey());
                if (!compressed) store(entry, array.getValue());
                zip.putNextEntry(entry);
                zip.write(array.getValue());
            }
        }
        return out.toByteArray();
    }

    static void store(ZipEntry entry, byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
    }
}

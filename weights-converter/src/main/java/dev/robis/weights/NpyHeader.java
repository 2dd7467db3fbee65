package dev.robis.weights;

import dev.robis.nn.tensor.DType;
import dev.robis.nn.tensor.MalformedTensorFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a NumPy array file, versions 1 to 3: a magic number, a length, and a Python dictionary of exactly three
 * entries. It is matched against the form that NumPy writes, not evaluated.
 *
 * @param dtype of the elements
 * @param order of their bytes
 * @param columnMajor whether the first axis varies fastest
 * @param shape length of every axis
 * @param bytes length of the header, after which the elements begin
 */
record NpyHeader(DType dtype, ByteOrder order, boolean columnMajor, List<Long> shape, int bytes) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 1 << 16;
    private static final int MOST_AXES = 64;

    private static final Map<String, DType> TYPES = Map.ofEntries(
            Map.entry("f8", DType.F64),
            Map.entry("f4", DType.F32),
            Map.entry("f2", DType.F16),
            Map.entry("i8", DType.I64),
            Map.entry("i4", DType.I32),
            Map.entry("i2", DType.I16),
            Map.entry("i1", DType.I8),
            Map.entry("u8", DType.U64),
            Map.entry("u4", DType.U32),
            Map.entry("u2", DType.U16),
            Map.entry("u1", DType.U8),
            Map.entry("b1", DType.BOOL));

    private static final Pattern DICTIONARY = Pattern.compile("\\{ *'descr': *'([<>|=])([a-zA-Z]\\d{0,6})', *"
            + "'fortran_order': *(True|False), *'shape': *\\(([0-9L, ]*)\\),? *\\} *\\n?");

    /**
     * @param array a whole array file
     * @param where it is, for messages
     */
    static NpyHeader read(Bytes array, String file, String where) throws IOException {
        ByteBuffer prefix = read(array, 0, 12, file, where);
        for (byte expected : MAGIC)
            if (prefix.get() != expected)
                throw new MalformedTensorFileException(
                        file, where + " is not a NumPy array: its magic number is missing");
        int version = prefix.get();
        prefix.get(); // minor
        if (version < 1 || version > 3)
            throw new MalformedTensorFileException(
                    file, where + " has version " + version + "; known versions are 1 to 3");
        int lengthBytes = version == 1 ? 2 : 4;
        long length = version == 1 ? prefix.getShort() & 0xffff : prefix.getInt() & 0xffffffffL;
        if (length > LONGEST)
            throw new MalformedTensorFileException(file, where + " has a header of " + length + " bytes");
        int begin = MAGIC.length + 2 + lengthBytes;
        ByteBuffer text = read(array, begin, (int) length, file, where);
        String dictionary = StandardCharsets.UTF_8.decode(text).toString();
        return parse(dictionary, begin + (int) length, file, where);
    }

    private static ByteBuffer read(Bytes array, int at, int count, String file, String where) throws IOException {
        if (count > array.size() - at) throw new MalformedTensorFileException(file, where + " ends within its header");
        ByteBuffer result = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        array.read(at, result);
        return result.flip();
    }

    private static NpyHeader parse(String dictionary, int bytes, String file, String where) throws IOException {
        Matcher matcher = DICTIONARY.matcher(dictionary);
        if (!matcher.matches())
            throw new MalformedTensorFileException(
                    file, where + " is not an array of numbers as NumPy writes it: " + Quote.of(dictionary.strip()));
        DType dtype = TYPES.get(matcher.group(2));
        if (dtype == null)
            throw new MalformedTensorFileException(
                    file,
                    where + " has elements of type " + Quote.of(matcher.group(2))
                            + "; known types are f2, f4, f8, i1 to i8, u1 to u8 and b1");
        ByteOrder order = matcher.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        List<Long> shape = shape(matcher.group(4), file, where);
        return new NpyHeader(dtype, order, matcher.group(3).equals("True"), shape, bytes);
    }

    private static List<Long> shape(String lengths, String file, String where) throws IOException {
        List<Long> shape = new ArrayList<>();
        String plain = lengths.replace(" ", "").replace("L", "");
        String[] parts = plain.isEmpty() ? new String[0] : plain.split(",");
        if (parts.length > MOST_AXES)
            throw new MalformedTensorFileException(file, where + " has more than " + MOST_AXES + " axes");
        for (String part : parts) {
            try {
                shape.add(Long.valueOf(part));
            } catch (NumberFormatException e) {
                throw new MalformedTensorFileException(
                        file, where + " has the shape (" + Quote.plain(lengths) + ")", e);
            }
        }
        return shape;
    }

    /** Strides of the axes, in elements. */
    List<Long> strides() {
        if (!columnMajor) return StridedTensor.rowMajor(shape);
        List<Long> strides = new ArrayList<>();
        long stride = 1;
        for (long length : shape) {
            strides.add(stride);
            stride *= Math.max(1, length);
        }
        return strides;
    }
}

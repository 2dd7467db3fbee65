package dev.robis.weights;

import dev.robis.nn.tensor.MalformedTensorFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, forward. Lengths are compared with what is left before memory is taken. For one thread. */
final class PickleInput {

    private static final int AT_ONCE = 1 << 13;
    private static final int LONGEST_TEXT = 1 << 20;
    private static final int MOST_TEXT = 1 << 25;

    private final String file;
    private final String part;
    private final Bytes bytes;
    private final ByteBuffer buffer;
    private long bufferBegin;
    private long textLeft = MOST_TEXT;

    /**
     * @param file name for messages
     * @param part of the file, for messages
     */
    PickleInput(String file, String part, Bytes bytes, long begin) {
        this.file = file;
        this.part = part;
        this.bytes = bytes;
        this.buffer = ByteBuffer.allocate((int) Math.min(AT_ONCE, bytes.size())).order(ByteOrder.LITTLE_ENDIAN);
        moveTo(begin);
    }

    private void moveTo(long place) {
        bufferBegin = place;
        buffer.limit(0);
    }

    /** Place of the next byte. */
    long position() {
        return bufferBegin + buffer.position();
    }

    /** Makes the next bytes, of which there are few, available in the buffer. */
    private ByteBuffer next(int count) throws IOException {
        if (buffer.remaining() < count) {
            requireLeft(count);
            moveTo(position());
            buffer.clear().limit((int) Math.min(buffer.capacity(), bytes.size() - bufferBegin));
            bytes.read(bufferBegin, buffer);
            buffer.flip();
        }
        return buffer;
    }

    private void requireLeft(long count) throws MalformedTensorFileException {
        if (count > bytes.size() - position())
            throw malformed("needs " + Long.toUnsignedString(count) + " more bytes, " + (bytes.size() - position())
                    + " are left: the file is truncated or damaged");
    }

    int u8() throws IOException {
        return next(1).get() & 0xff;
    }

    int u16() throws IOException {
        return next(2).getShort() & 0xffff;
    }

    int i32() throws IOException {
        return next(4).getInt();
    }

    long u32() throws IOException {
        return next(4).getInt() & 0xffffffffL;
    }

    /** A length of eight bytes. */
    long length() throws IOException {
        long length = next(8).getLong();
        if (length < 0) throw malformed("has a length of " + Long.toUnsignedString(length));
        return length;
    }

    /** A number as pickles hold it: big-endian, unlike all the rest. */
    double f64() throws IOException {
        return Double.longBitsToDouble(Long.reverseBytes(next(8).getLong()));
    }

    /** Few bytes, such as those of a large integer. */
    byte[] few(int count) throws IOException {
        byte[] result = new byte[count];
        next(count).get(result);
        return result;
    }

    void skip(long count) throws IOException {
        requireLeft(count);
        moveTo(position() + count);
    }

    String utf8(long count) throws IOException {
        requireLeft(count);
        if (count > LONGEST_TEXT || (textLeft -= count) < 0)
            throw malformed("has a text of " + count + " bytes; allowed are " + LONGEST_TEXT + ", and " + MOST_TEXT
                    + " for all texts together");
        byte[] text = count <= buffer.capacity() ? few((int) count) : many((int) count);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedTensorFileException(file, where() + "text is not UTF-8", e);
        }
    }

    private byte[] many(int count) throws IOException {
        byte[] result = new byte[count];
        bytes.read(position(), ByteBuffer.wrap(result));
        moveTo(position() + count);
        return result;
    }

    /** Text up to the end of the line. */
    String line(int most) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = u8(); c != '\n'; c = u8()) {
            if (line.length() == most) throw malformed("has a line of more than " + most + " characters");
            line.append((char) c);
        }
        return line.toString();
    }

    String file() {
        return file;
    }

    MalformedTensorFileException malformed(String problem) {
        return new MalformedTensorFileException(file, where() + problem);
    }

    private String where() {
        return part + ", byte " + position() + ": ";
    }
}

package dev.robis.nn.tensor;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Element types of a safetensors file, named as there. */
public enum DType {
    F64(8) {
        @Override
        void convert(ByteBuffer from, int at, float[] into, int count) {
            for (int i = 0; i < count; i++) into[i] = (float) from.getDouble(at + i * 8);
        }
    },
    F32(4) {
        @Override
        void convert(ByteBuffer from, int at, float[] into, int count) {
            for (int i = 0; i < count; i++) into[i] = from.getFloat(at + i * 4);
        }

        @Override
        void read(ByteBuffer from, FloatBuffer into) {
            into.put(from.asFloatBuffer());
        }
    },
    F16(2) {
        @Override
        void convert(ByteBuffer from, int at, float[] into, int count) {
            for (int i = 0; i < count; i++) into[i] = HalfFloat.toFloat(from.getShort(at + i * 2));
        }
    },
    BF16(2) {
        @Override
        void convert(ByteBuffer from, int at, float[] into, int count) {
            for (int i = 0; i < count; i++) into[i] = Float.intBitsToFloat(from.getShort(at + i * 2) << 16);
        }
    },
    I64(8) {
        @Override
        void convert(ByteBuffer from, int at, float[] into, int count) {
            for (int i = 0; i < count; i++) into[i] = from.getLong(at + i * 8);
        }
    },
    I32(4) {
        @Override
        void convert(ByteBuffer from, int at, float[] into, int count) {
            for (int i = 0; i < count; i++) into[i] = from.getInt(at + i * 4);
        }
    },
    U8(1) {
        @Override
        void convert(ByteBuffer from, int at, float[] into, int count) {
            for (int i = 0; i < count; i++) into[i] = from.get(at + i) & 0xff;
        }
    },
    BOOL(1) {
        @Override
        void convert(ByteBuffer from, int at, float[] into, int count) {
            for (int i = 0; i < count; i++) into[i] = from.get(at + i) == 0 ? 0 : 1;
        }
    };

    private static final int AT_ONCE = 4096;

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Converts {@code count} elements that begin at byte {@code at}. */
    abstract void convert(ByteBuffer from, int at, float[] into, int count);

    /**
     * Converts all elements of a buffer.
     *
     * @param from from its position to its limit, in the byte order of the buffer. Not modified.
     * @param into has room for them. Modified.
     */
    void read(ByteBuffer from, FloatBuffer into) {
        float[] part = new float[Math.min(AT_ONCE, from.remaining() / bytes)];
        for (int at = from.position(); at < from.limit(); at += part.length * bytes) {
            int count = Math.min(part.length, (from.limit() - at) / bytes);
            convert(from, at, part, count);
            into.put(part, 0, count);
        }
    }
}

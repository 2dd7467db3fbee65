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
        public void read(ByteBuffer from, FloatBuffer into) {
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
    I16(2) {
        @Override
        void convert(ByteBuffer from, int at, float[] into, int count) {
            for (int i = 0; i < count; i++) into[i] = from.getShort(at + i * 2);
        }
    },
    I8(1) {
        @Override
        void convert(ByteBuffer from, int at, float[] into, int count) {
            for (int i = 0; i < count; i++) into[i] = from.get(at + i);
        }
    },
    U64(8) {
        @Override
        void convert(ByteBuffer from, int at, float[] into, int count) {
            for (int i = 0; i < count; i++) into[i] = unsigned(from.getLong(at + i * 8));
        }
    },
    U32(4) {
        @Override
        void convert(ByteBuffer from, int at, float[] into, int count) {
            for (int i = 0; i < count; i++) into[i] = from.getInt(at + i * 4) & 0xffffffffL;
        }
    },
    U16(2) {
        @Override
        void convert(ByteBuffer from, int at, float[] into, int count) {
            for (int i = 0; i < count; i++) into[i] = from.getShort(at + i * 2) & 0xffff;
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

    /** Halved so that it has a sign to spare; the lowest bit stays, for the rounding. */
    private static float unsigned(long value) {
        return value >= 0 ? value : 2f * (value >>> 1 | value & 1);
    }

    /** Converts {@code count} elements that begin at byte {@code at}. */
    abstract void convert(ByteBuffer from, int at, float[] into, int count);

    /**
     * Converts all elements of a buffer to float32; BOOL gives 0 and 1, wider types are rounded.
     *
     * @param from from its position to its limit, in the byte order of the buffer. Not modified.
     * @param into has room for them. Modified.
     */
    public void read(ByteBuffer from, FloatBuffer into) {
        float[] part = new float[Math.min(AT_ONCE, from.remaining() / bytes)];
        for (int at = from.position(); at < from.limit(); at += part.length * bytes) {
            int count = Math.min(part.length, (from.limit() - at) / bytes);
            convert(from, at, part, count);
            into.put(part, 0, count);
        }
    }
}

package dev.robis.weights;

import dev.robis.nn.tensor.DType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;

/**
 * The elements of a storage that a test writes, made anew whenever they are asked for.
 *
 * @param dtype of the elements
 * @param elements how many
 * @param content all their bytes, in the order in which they shall be in the file
 */
record StoredData(DType dtype, long elements, Content content) {

    interface Content {
        InputStream open();
    }

    static StoredData of(DType dtype, byte[] bytes) {
        return new StoredData(dtype, bytes.length / dtype.bytes(), () -> new ByteArrayInputStream(bytes));
    }

    /** Random float32 weights, small and finite: the sign and the mantissa are random, the exponent nearly. */
    static StoredData randomFloats(long elements, long seed) {
        return new StoredData(DType.F32, elements, () -> new RandomFloats(elements, seed));
    }

    long bytes() {
        return elements * dtype.bytes();
    }

    private static final class RandomFloats extends InputStream {

        private final Random random;
        private long left;

        RandomFloats(long elements, long seed) {
            this.random = new Random(seed);
            this.left = elements * Float.BYTES;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left == 0) return -1;
            int count = (int) Math.min(left, Math.max(Float.BYTES, length / Float.BYTES * Float.BYTES));
            if (length < Float.BYTES) throw new IllegalArgumentException("read whole floats");
            for (int i = 0; i < count; i += Float.BYTES) {
                int bits = (random.nextInt() & 0x807fffff) | ((115 + random.nextInt(8)) << 23);
                for (int b = 0; b < Float.BYTES; b++) into[offset + i + b] = (byte) (bits >>> (8 * b));
            }
            left -= count;
            return count;
        }
    }
}

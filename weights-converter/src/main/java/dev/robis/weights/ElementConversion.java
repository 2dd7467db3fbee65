package dev.robis.weights;

import dev.robis.nn.tensor.DType;
import dev.robis.nn.tensor.HalfFloat;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * How elements change on the way to a safetensors file. Only the types that every reader knows are written: F64, F32,
 * F16, I64 and U8. Integers become I64, booleans U8, and BF16 becomes F32, all without loss. Stateless.
 */
final class ElementConversion {

    private ElementConversion() {}

    /**
     * @param floats what floating-point types become, or empty to keep them
     */
    static DType target(DType stored, Optional<DType> floats) {
        return switch (stored) {
            case F64, F32, F16 -> floats.orElse(stored);
            case BF16 -> floats.orElse(DType.F32);
            case I64, I32, I16, I8, U64, U32, U16 -> DType.I64;
            case U8, BOOL -> DType.U8;
        };
    }

    /**
     * Converts elements.
     *
     * @param from little-endian, from its position to its limit. Modified: at its limit.
     * @param into little-endian, has room for them. Modified.
     * @param name of the tensor, for messages
     * @throws IllegalArgumentException if a finite element is too large for its new type
     */
    static void convert(DType stored, ByteBuffer from, DType target, ByteBuffer into, String name) {
        switch (target) {
            case F32 -> {
                while (from.hasRemaining()) into.putFloat(toFloat(stored, from, name));
            }
            case F16 -> {
                while (from.hasRemaining()) into.putShort(toHalf(stored, from, name));
            }
            case I64 -> {
                while (from.hasRemaining()) into.putLong(toLong(stored, from, name));
            }
            case U8 -> {
                while (from.hasRemaining()) into.put((byte) (from.get() == 0 ? 0 : 1)); // of BOOL
            }
            default -> throw new IllegalArgumentException(name + ": " + stored + " cannot be converted to " + target);
        }
    }

    private static float toFloat(DType stored, ByteBuffer from, String name) {
        return switch (stored) {
            case F64 -> narrow(from.getDouble(), name);
            case F32 -> from.getFloat();
            case F16 -> HalfFloat.toFloat(from.getShort());
            case BF16 -> Float.intBitsToFloat(from.getShort() << 16);
            default -> throw new IllegalArgumentException(name + ": " + stored + " is not a floating-point type");
        };
    }

    private static float narrow(double value, String name) {
        float result = (float) value;
        if (Float.isInfinite(result) && !Double.isInfinite(value))
            throw new IllegalArgumentException(name + ": " + value + " is too large for F32");
        return result;
    }

    private static short toHalf(DType stored, ByteBuffer from, String name) {
        double value = stored == DType.F64 ? from.getDouble() : toFloat(stored, from, name);
        short half = HalfFloat.fromFloat((float) value);
        if (Double.isFinite(value) && Float.isInfinite(HalfFloat.toFloat(half)))
            throw new IllegalArgumentException(name + ": " + value + " is too large for F16, whose largest value is "
                    + HalfFloat.MAX_VALUE + "; convert to F32 instead");
        return half;
    }

    private static long toLong(DType stored, ByteBuffer from, String name) {
        return switch (stored) {
            case I32 -> from.getInt();
            case I16 -> from.getShort();
            case I8 -> from.get();
            case U32 -> from.getInt() & 0xffffffffL;
            case U16 -> from.getShort() & 0xffff;
            case U64 -> {
                long value = from.getLong();
                if (value < 0)
                    throw new IllegalArgumentException(
                            name + ": " + Long.toUnsignedString(value) + " is too large for I64");
                yield value;
            }
            default -> throw new IllegalArgumentException(name + ": " + stored + " is not an integer type");
        };
    }
}

package dev.robis.nn.tensor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Unmaps a file at once instead of with the next garbage collection: Windows does not let a mapped file be replaced or
 * deleted. Where the virtual machine offers no way, the collector does it.
 */
final class Unmapping {

    private static final Optional<MethodHandle> CLEANER = cleaner();

    private Unmapping() {}

    /** Nothing may touch the buffer, nor a view of it, from now on: that would crash the virtual machine. */
    static void unmap(ByteBuffer mapped) {
        if (CLEANER.isEmpty()) return;
        try {
            CLEANER.get().invokeExact(mapped);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a file could not be unmapped", e);
        }
    }

    private static Optional<MethodHandle> cleaner() {
        try {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            Field instance = unsafe.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            return Optional.of(MethodHandles.lookup()
                    .findVirtual(unsafe, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
                    .bindTo(instance.get(null)));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }
}

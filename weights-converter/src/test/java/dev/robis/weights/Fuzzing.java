package dev.robis.weights;

import dev.robis.nn.tensor.MalformedTensorFileException;
import dev.robis.nn.tensor.StoredTensorSource;
import dev.robis.nn.tensor.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Opens damaged files: each must open and read to its end, or be refused by an {@link IOException} that names it, in
 * little time and memory, and leave nothing behind.
 *
 * <p>{@code main} runs one format for long: {@code Fuzzing FORMAT MINUTES SEED FOLDER}; files that do something else are
 * kept in the folder.
 */
final class Fuzzing {

    /** Bytes that are read of a file, so that one that legally repeats its elements does not take all the time. */
    private static final long MOST_BYTES = 4L << 20;

    private static final long SLOW_NANOS = 60_000_000_000L;

    private Fuzzing() {}

    /** What became of a file. */
    enum Outcome {
        READ,
        REFUSED
    }

    /**
     * Opens a file and reads its tensors.
     *
     * @throws AssertionError if it is neither read nor refused as it should be
     */
    static Outcome open(Path file) {
        long begin = System.nanoTime();
        Outcome outcome = outcome(file);
        if (System.nanoTime() - begin > SLOW_NANOS)
            throw new AssertionError(file + ": took " + (System.nanoTime() - begin) / 1_000_000 + " ms");
        return outcome;
    }

    private static Outcome outcome(Path file) {
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            readAll(checkpoint);
            Architecture.recognise(checkpoint);
            return Outcome.READ;
        } catch (UncheckedIOException e) {
            requireNamed(file, e.getCause());
            return Outcome.REFUSED;
        } catch (IOException e) {
            requireNamed(file, e);
            return Outcome.REFUSED;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(file + ": " + e, e);
        }
    }

    private static void requireNamed(Path file, IOException refusal) {
        String name = file.getFileName().toString();
        if (!(refusal instanceof MalformedTensorFileException)
                || !String.valueOf(refusal.getMessage()).contains(name))
            throw new AssertionError(file + ": refused without its name, or as something else", refusal);
    }

    private static void readAll(StoredTensorSource source) {
        long left = MOST_BYTES;
        for (String name : source.names()) {
            TensorInfo info = source.require(name);
            int size = info.dtype().bytes();
            int count = (int) Math.min(left / size, info.elements());
            source.readStored(name, 0, ByteBuffer.allocate(count * size));
            if (info.elements() > 0) source.readStored(name, info.elements() - 1, ByteBuffer.allocate(size));
            left -= (long) count * size;
        }
    }

    /** Valid files of a format, small. */
    static List<byte[]> seeds(Checkpoint.Format format, Path folder) throws IOException {
        return SampleFiles.write(format, folder);
    }

    /**
     * A file with random damage: bits, bytes, numbers that break limits, pieces removed, repeated or moved, the end cut
     * off.
     */
    static byte[] damaged(byte[] valid, Random random) {
        byte[] bytes = valid.clone();
        for (int changes = random.nextInt(4); changes >= 0 && bytes.length > 0; changes--)
            bytes = damagedOnce(bytes, random);
        return bytes;
    }

    /**
     * As {@link #damaged}; half of the zip archives get the damage within an entry, and sums and sizes that fit it, so
     * that it is not found before the entry is looked at.
     */
    static byte[] damaged(Checkpoint.Format format, byte[] valid, Random random) throws IOException {
        boolean zip = format == Checkpoint.Format.PYTORCH_ZIP || format == Checkpoint.Format.NPZ;
        if (!zip || random.nextBoolean()) return damaged(valid, random);
        Map<String, byte[]> entries = SampleFiles.entries(valid);
        String first = entries.keySet().iterator().next(); // the pickle, or an array
        entries.computeIfPresent(first, (name, content) -> damaged(content, random));
        return SampleFiles.zip(entries);
    }

    private static byte[] damagedOnce(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(8)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> bytes[at] = (byte) INTERESTING.charAt(random.nextInt(INTERESTING.length()));
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                long number = NUMBERS[random.nextInt(NUMBERS.length)];
                for (int i = 0, width = 1 << random.nextInt(4); i < width && at + i < bytes.length; i++)
                    bytes[at + i] = (byte) (number >>> (8 * i));
            }
            case 5 -> {
                return without(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(16)));
            }
            case 6 -> {
                return inserted(bytes, at, random.nextInt(bytes.length), 1 + random.nextInt(64));
            }
            default -> {
                int from = random.nextInt(bytes.length);
                int count = Math.min(1 + random.nextInt(32), bytes.length - Math.max(from, at));
                System.arraycopy(bytes.clone(), from, bytes, at, count);
            }
        }
        return bytes;
    }

    /** Opcodes of pickles, and what JSON, NumPy headers and zip archives are made of. */
    private static final String INTERESTING = "\u0080\u0081\u0085\u0086\u0087\u0088\u008a\u0093\u0094(.012NJKMGXUTBC)]}"
            + "teasudcRbqrhjQ\"{}[],:'<>=|0123456789-PK\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\0\n/\\.u00ff";

    private static final long[] NUMBERS = {
        0,
        1,
        2,
        7,
        8,
        127,
        128,
        255,
        256,
        32767,
        65535,
        Integer.MAX_VALUE,
        0x80000000L,
        0xffffffffL,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1
    };

    private static byte[] without(byte[] bytes, int from, int to) {
        byte[] result = Arrays.copyOf(bytes, bytes.length - (to - from));
        System.arraycopy(bytes, to, result, from, bytes.length - to);
        return result;
    }

    private static byte[] inserted(byte[] bytes, int at, int from, int length) {
        int count = Math.min(length, bytes.length - from);
        byte[] result = Arrays.copyOf(bytes, bytes.length + count);
        System.arraycopy(bytes, at, result, at + count, bytes.length - at);
        System.arraycopy(bytes, from, result, at, count);
        return result;
    }

    /** Runs until the time is over, and prints what it saw. */
    public static void main(String[] arguments) throws IOException {
        Checkpoint.Format format = Checkpoint.Format.valueOf(arguments[0]);
        long end = System.nanoTime() + Long.parseLong(arguments[1]) * 60_000_000_000L;
        long seed = Long.parseLong(arguments[2]);
        Path folder = Files.createDirectories(Path.of(arguments[3]));
        List<byte[]> seeds = seeds(format, folder);
        Path file = folder.resolve("case" + SampleFiles.suffix(format));
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        int found = 0;
        for (; System.nanoTime() < end; seed++) {
            Random random = new Random(seed);
            byte[] bytes = damaged(format, seeds.get(random.nextInt(seeds.size())), random);
            Files.write(file, bytes);
            try {
                counts.merge(open(file), 1L, Long::sum);
            } catch (AssertionError e) {
                Path kept = folder.resolve("found-" + seed + SampleFiles.suffix(format));
                Files.write(kept, bytes);
                System.out.println(kept + ": " + e.getMessage());
                if (e.getCause() != null) e.getCause().printStackTrace(System.out);
                if (++found == 20) break;
            }
        }
        try (Stream<Path> left = Files.list(folder)) {
            System.out.println(format + ": " + counts + ", found " + found + ", last seed " + (seed - 1) + ", files "
                    + left.count());
        }
    }
}

package dev.robis.seg.image;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Writes many files on all cores. Stateless. */
public final class ParallelWrites {

    private ParallelWrites() {}

    /** Makes one of the files. */
    public interface Write {
        void write(int index) throws IOException;
    }

    /**
     * Makes files 0 to {@code count - 1}, each once, in no order. All attempts have ended when this returns or reports a
     * failure: a parallel stream that fails returns while others are still writing.
     *
     * @param write called by several threads
     * @throws IOException of a file that could not be written; others may have been
     */
    public static void forEach(int count, Write write) throws IOException {
        List<IOException> failures = IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> {
                    try {
                        write.write(i);
                        return null;
                    } catch (IOException e) {
                        return e;
                    }
                })
                .filter(Objects::nonNull)
                .toList();
        if (!failures.isEmpty()) throw failures.get(0);
    }
}

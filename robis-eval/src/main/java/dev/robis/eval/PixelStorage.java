package dev.robis.eval;

import java.nio.file.Path;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * Where an evaluator keeps the scores of pixels until the end of a split.
 *
 * @param maxPixelsInMemory number of pixels that are kept on the heap, at two to three bytes each; further pixels go, sorted
 *     and packed, to a temporary file
 * @param spillFolder existing folder for that file; the evaluator deletes the file when it is closed
 */
public record PixelStorage(long maxPixelsInMemory, Path spillFolder) {

    /** For {@link #defaults}; settings may get further components. */
    @API(status = API.Status.EXPERIMENTAL)
    public PixelStorage {
        if (maxPixelsInMemory < 1)
            throw new IllegalArgumentException("maxPixelsInMemory must be positive, found " + maxPixelsInMemory);
        Objects.requireNonNull(spillFolder, "spillFolder");
    }

    /** 128 million pixels (about 300 MB) on the heap, further ones in the system's folder for temporary files. */
    public static PixelStorage defaults() {
        return new PixelStorage(1L << 27, Path.of(System.getProperty("java.io.tmpdir")));
    }

    public PixelStorage withMaxPixelsInMemory(long pixels) {
        return new PixelStorage(pixels, spillFolder);
    }

    public PixelStorage withSpillFolder(Path folder) {
        return new PixelStorage(maxPixelsInMemory, folder);
    }
}

package dev.robis.eval;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where the scores of pixels wait for the end of a split.
 *
 * @param maxPixelsInMemory pixels kept on the heap, at two to three bytes each; those beyond it are written, sorted and
 *     packed, to one temporary file
 * @param spillFolder existing folder of that file; it is deleted when the evaluator closes
 */
public record PixelStorage(long maxPixelsInMemory, Path spillFolder) {

    public PixelStorage {
        if (maxPixelsInMemory < 1)
            throw new IllegalArgumentException("maxPixelsInMemory must be positive, found " + maxPixelsInMemory);
        Objects.requireNonNull(spillFolder, "spillFolder");
    }

    /** 128 million pixels (about 300 MB), then the system's folder for temporary files. */
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

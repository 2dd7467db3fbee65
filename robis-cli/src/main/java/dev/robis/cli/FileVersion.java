package dev.robis.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What tells that a file is still the one it was.
 *
 * @param bytes its length
 * @param modified when it was written last, milliseconds since 1970
 */
record FileVersion(long bytes, long modified) {

    static FileVersion of(Path file) throws IOException {
        return new FileVersion(Files.size(file), Files.getLastModifiedTime(file).toMillis());
    }
}

package dev.robis.weights.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SHA-256 that a file had when it was checked: {@code FILE.sha256} beside it, in the form of {@code sha256sum},
 * which can check it too. For files whose authors publish none this is what later ones are compared with.
 */
final class DigestRecord {

    private static final Pattern LINE = Pattern.compile("(?m)^([0-9a-f]{64}) [ *]");

    private final Path file;
    private final Path record;

    DigestRecord(Path file) {
        this.file = file;
        this.record = file.resolveSibling(file.getFileName() + ".sha256");
    }

    Path path() {
        return record;
    }

    /**
     * @return nothing if none was made
     * @throws IOException if it cannot be read as one
     */
    Optional<String> sha256() throws IOException {
        if (!Files.isRegularFile(record)) return Optional.empty();
        Matcher line = LINE.matcher(Files.readString(record));
        if (!line.find())
            throw new IOException(record + ": expected a line of 64 hexadecimal digits and a file's name; delete it if "
                    + "you trust the file as it is now");
        return Optional.of(line.group(1));
    }

    /** Makes or replaces it. */
    void write(String sha256, boolean published) throws IOException {
        String reason = published
                ? "# agrees with the SHA-256 in the catalogue"
                : "# trusted on first use: no whole SHA-256 is published";
        Path temporary = record.resolveSibling(record.getFileName() + ".tmp");
        Files.writeString(temporary, reason + "\n" + sha256 + "  " + file.getFileName() + "\n");
        Files.move(temporary, record, StandardCopyOption.ATOMIC_MOVE);
    }
}

package dev.robis.weights.catalogue;

import dev.robis.weights.catalogue.Checksum.Algorithm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a file turned out to be.
 *
 * @param size bytes
 * @param digests whole, lower-case hexadecimal; SHA-256 is always among them
 */
record FileDigests(long size, Map<Algorithm, String> digests) {

    /** Reads a file once, for its SHA-256 and whatever else the checksums of {@code weights} need. */
    static FileDigests of(Path file, OfficialWeights weights) throws IOException {
        Map<Algorithm, MessageDigest> digests = new EnumMap<>(Algorithm.class);
        digests.put(Algorithm.SHA256, digest(Algorithm.SHA256));
        for (Checksum each : weights.checksums()) digests.computeIfAbsent(each.algorithm(), FileDigests::digest);
        long size = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                for (MessageDigest each : digests.values()) each.update(buffer, 0, read);
                size += read;
            }
        }
        Map<Algorithm, String> digits = new EnumMap<>(Algorithm.class);
        digests.forEach(
                (algorithm, digest) -> digits.put(algorithm, HexFormat.of().formatHex(digest.digest())));
        return new FileDigests(size, digits);
    }

    String sha256() {
        return found(Algorithm.SHA256);
    }

    /** In words, what does not fit; empty if this can be the official file. */
    List<String> contradictions(OfficialWeights weights) {
        List<String> found = new ArrayList<>();
        weights.size()
                .filter(expected -> expected.value() != size)
                .ifPresent(expected -> found.add("expected " + expected.value() + " bytes, found " + size));
        for (Checksum expected : weights.checksums()) {
            String digest = found(expected.algorithm());
            if (!expected.agrees(digest))
                found.add("expected " + expected + ", found " + digest + " (source: " + expected.source() + ")");
        }
        return found;
    }

    private String found(Algorithm algorithm) {
        return Objects.requireNonNull(digests.get(algorithm), algorithm.title());
    }

    private static MessageDigest digest(Algorithm algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.title());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has both
        }
    }
}

package dev.robis.weights.catalogue;

import java.nio.file.Path;
import java.util.List;

/**
 * What reading a downloaded file again showed.
 *
 * @param sha256 found, lower-case hexadecimal; empty if the file is absent
 * @param problems what does not fit, in words; empty unless the status is {@link Status#WRONG}
 */
public record Verification(OfficialWeights weights, Path file, Status status, String sha256, List<String> problems) {

    /** From best to worst. */
    public enum Status {
        /** It has the SHA-256 of the catalogue. */
        KNOWN,
        /** It has the SHA-256 that it had when it was first used; no whole one is published. */
        FIRST_USE,
        /** No whole SHA-256 is published and none was recorded; it is from now on. */
        RECORDED,
        /** It is not here. */
        ABSENT,
        /** It is another file. */
        WRONG
    }

    public Verification {
        problems = List.copyOf(problems);
    }
}

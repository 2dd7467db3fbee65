package dev.robis.weights.catalogue;

import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The result of comparing a downloaded file with what is known about it.
 *
 * @param weights what the file should be
 * @param file where it should be
 * @param status the result
 * @param sha256 SHA-256 of the file, lower-case hexadecimal; empty if the file is absent
 * @param problems every difference, in words; empty unless the status is {@link Status#WRONG}
 */
public record Verification(OfficialWeights weights, Path file, Status status, String sha256, List<String> problems) {

    /** The results, from best to worst. */
    public enum Status {
        /** The file has the published SHA-256. */
        KNOWN,
        /** The file has the SHA-256 that it had when it was first used. No whole SHA-256 is published. */
        FIRST_USE,
        /** No whole SHA-256 is published, and none was recorded so far. It is recorded now. */
        RECORDED,
        /** The file is not on this machine. */
        ABSENT,
        /** The file is not the official one. */
        WRONG
    }

    /** For {@link Downloads#verify}; verifications may get further components. */
    @API(status = API.Status.EXPERIMENTAL)
    public Verification {
        problems = List.copyOf(problems);
    }
}

package dev.robis.weights.catalogue;

import java.util.Locale;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * The published digest of a file.
 *
 * @param algorithm how the digest is computed
 * @param digits lower-case hexadecimal digits: the whole digest, or its beginning if no more was published
 * @param source where a reader can look it up
 */
public record Checksum(Algorithm algorithm, String digits, String source) {

    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]+");

    /** The algorithms that publishers of weights use. */
    public enum Algorithm {
        SHA256("SHA-256", 64),
        MD5("MD5", 32);

        private final String title;
        private final int digits;

        Algorithm(String title, int digits) {
            this.title = title;
            this.digits = digits;
        }

        /** Name of the algorithm for people and for {@link java.security.MessageDigest}. */
        public String title() {
            return title;
        }
    }

    /** For {@link Catalogue}; checksums may get further components. */
    @API(status = API.Status.EXPERIMENTAL)
    public Checksum {
        if (!HEXADECIMAL.matcher(digits).matches() || digits.length() > algorithm.digits)
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s: expected 1 to %d lower-case hexadecimal digits, found \"%s\"",
                    algorithm.title,
                    algorithm.digits,
                    digits));
    }

    /** Whether this identifies a file beyond doubt, that is, whether it is a whole SHA-256. */
    public boolean identifies() {
        return algorithm == Algorithm.SHA256 && digits.length() == algorithm.digits;
    }

    /**
     * @param digest whole, of this algorithm, lower-case hexadecimal
     */
    boolean agrees(String digest) {
        return digest.startsWith(digits);
    }

    /** Text like {@code SHA-256 beginning with b5f2ef4d}. */
    @Override
    public String toString() {
        return algorithm.title + (digits.length() < algorithm.digits ? " beginning with " : " ") + digits;
    }
}

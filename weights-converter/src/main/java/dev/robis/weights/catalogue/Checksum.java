package dev.robis.weights.catalogue;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is known of the digest of a file.
 *
 * @param digits lower-case hexadecimal digits: the whole digest, or its beginning where no more was published
 * @param source where it was found
 */
public record Checksum(Algorithm algorithm, String digits, String source) {

    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]+");

    /** The digests in use by those who publish weights. */
    public enum Algorithm {
        SHA256("SHA-256", 64),
        MD5("MD5", 32);

        private final String title;
        private final int digits;

        Algorithm(String title, int digits) {
            this.title = title;
            this.digits = digits;
        }

        /** As people, and {@link java.security.MessageDigest}, spell it. */
        public String title() {
            return title;
        }
    }

    public Checksum {
        if (!HEXADECIMAL.matcher(digits).matches() || digits.length() > algorithm.digits)
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s: expected 1 to %d lower-case hexadecimal digits, found \"%s\"",
                    algorithm.title,
                    algorithm.digits,
                    digits));
    }

    /** Whether it identifies a file beyond doubt: a whole SHA-256. */
    public boolean identifies() {
        return algorithm == Algorithm.SHA256 && digits.length() == algorithm.digits;
    }

    /**
     * @param digest whole, of this algorithm, lower-case hexadecimal
     */
    boolean agrees(String digest) {
        return digest.startsWith(digits);
    }

    /** Such as {@code SHA-256 beginning with b5f2ef4d}. */
    @Override
    public String toString() {
        return algorithm.title + (digits.length() < algorithm.digits ? " beginning with " : " ") + digits;
    }
}

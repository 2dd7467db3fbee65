package dev.robis.weights.catalogue;

import java.nio.file.Path;

/**
 * An official file that is here and was checked.
 *
 * @param sha256 lower-case hexadecimal
 * @param fetched whether it came over the network just now
 */
public record Downloaded(OfficialWeights weights, Path file, String sha256, boolean fetched) {

    /** Whether nobody published what the file should be, so that the first download decides. */
    public boolean trustedOnFirstUse() {
        return !weights.identified();
    }
}

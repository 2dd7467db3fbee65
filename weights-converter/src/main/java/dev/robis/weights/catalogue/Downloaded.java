package dev.robis.weights.catalogue;

import java.nio.file.Path;
import org.apiguardian.api.API;

/**
 * An official file that is on this machine and was checked.
 *
 * @param weights what the file is
 * @param file where it is
 * @param sha256 its SHA-256, lower-case hexadecimal
 * @param fetched whether it was downloaded just now
 */
public record Downloaded(OfficialWeights weights, Path file, String sha256, boolean fetched) {

    /** For {@link Downloads}; downloads may get further components. */
    @API(status = API.Status.EXPERIMENTAL)
    public Downloaded {}

    /** Whether no whole SHA-256 is published, so that the first download was trusted. */
    public boolean trustedOnFirstUse() {
        return !weights.identified();
    }
}

package dev.robis.weights.catalogue;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A file of weights as its authors publish it.
 *
 * @param name as the reference's {@code vit_encoder} names the encoder; {@code sam_vit_b} and the like
 * @param architecture in words
 * @param pretraining method and data, in words
 * @param file its name among the downloads; no two weights share one
 * @param size bytes, where known
 * @param checksums what was published of its digests; may be empty
 * @param licence SPDX identifier
 */
public record OfficialWeights(
        String name,
        String architecture,
        String pretraining,
        String file,
        Fact<URI> address,
        Optional<Fact<Long>> size,
        List<Checksum> checksums,
        Fact<String> licence) {

    public OfficialWeights {
        checksums = List.copyOf(checksums);
    }

    /** The same file at another address, such as a mirror's. It is checked as the official one is. */
    public OfficialWeights from(URI mirror) {
        return new OfficialWeights(
                name, architecture, pretraining, file, new Fact<>(mirror, "asked for"), size, checksums, licence);
    }

    /** Whether a whole SHA-256 is known; if not, the first download is trusted. */
    public boolean identified() {
        return checksums.stream().anyMatch(Checksum::identifies);
    }
}

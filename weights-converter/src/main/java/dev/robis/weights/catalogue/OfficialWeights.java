package dev.robis.weights.catalogue;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * A file of weights as its authors publish it. {@link Catalogue} has them.
 *
 * @param name name of the encoder as in the reference's {@code vit_encoder}, or a name like {@code sam_vit_b}
 * @param architecture the network, in words
 * @param pretraining method and data of the pretraining, in words
 * @param file name of the file among the downloads; no two weights have the same
 * @param address where the authors publish the file
 * @param size length in bytes, if it is known
 * @param checksums published digests of the file; may be empty
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

    /** For {@link Catalogue}; weights may get further components. */
    @API(status = API.Status.EXPERIMENTAL)
    public OfficialWeights {
        checksums = List.copyOf(checksums);
    }

    /**
     * A value and where it was found.
     *
     * @param value the value
     * @param source where a reader can look it up
     */
    public record Fact<T>(T value, String source) {

        /** For {@link Catalogue}; facts may get further components. */
        @API(status = API.Status.EXPERIMENTAL)
        public Fact {}
    }

    /** The same file at another address, such as that of a mirror. It is checked in the same way. */
    public OfficialWeights from(URI mirror) {
        return new OfficialWeights(
                name, architecture, pretraining, file, new Fact<>(mirror, "asked for"), size, checksums, licence);
    }

    /** Whether the whole SHA-256 is published. If it is not, the first download is trusted. */
    public boolean identified() {
        return checksums.stream().anyMatch(Checksum::identifies);
    }
}

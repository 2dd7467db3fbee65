package dev.robis.nn.tensor;

import java.io.InputStream;
import java.util.Optional;

/**
 * Weights on the class path: those of {@value #NETWORK}, where the artifact {@code robis-encoder-tiny} is there. They are
 * for trying things out. Stateless.
 */
public final class EmbeddedWeights {

    /** The one network that comes with its weights. */
    public static final String NETWORK = "robis_vit_tiny_14";

    private static final String RESOURCE = "/dev/robis/encoder/tiny/robis_vit_tiny_14_reg4.safetensors";

    private EmbeddedWeights() {}

    /** Whether a network's weights are there. */
    public static boolean has(String network) {
        return network.equals(NETWORK) && EmbeddedWeights.class.getResource(RESOURCE) != null;
    }

    /**
     * @param network such as {@value #NETWORK}
     * @return the bytes of a safetensors file, to be closed by the caller; empty if there are none
     */
    public static Optional<InputStream> find(String network) {
        return network.equals(NETWORK)
                ? Optional.ofNullable(EmbeddedWeights.class.getResourceAsStream(RESOURCE))
                : Optional.empty();
    }
}

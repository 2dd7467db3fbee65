package dev.robis.nn.tensor;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Weights on the class path: {@value #LITE} where the artifact {@code robis-encoder-lite} is, {@value #NETWORK}, which is for
 * trying things out, where {@code robis-encoder-tiny} is. Stateless.
 */
public final class EmbeddedWeights {

    /** The small vision transformer. */
    public static final String NETWORK = "robis_vit_tiny_14";

    /** The default encoder. */
    public static final String LITE = "efficientnet_lite0";

    private static final List<Embedded> ALL = List.of(
            new Embedded(NETWORK, "robis-encoder-tiny", "/dev/robis/encoder/tiny/robis_vit_tiny_14_reg4.safetensors"),
            new Embedded(LITE, "robis-encoder-lite", "/dev/robis/encoder/lite/efficientnet_lite0.safetensors"));

    private record Embedded(String network, String artifact, String resource) {}

    private EmbeddedWeights() {}

    /** Whether a network's weights are there. */
    public static boolean has(String network) {
        return of(network)
                .filter(embedded -> EmbeddedWeights.class.getResource(embedded.resource) != null)
                .isPresent();
    }

    /**
     * @param network such as {@value #LITE}
     * @return the bytes of a safetensors file, to be closed by the caller; empty if there are none
     */
    public static Optional<InputStream> find(String network) {
        return of(network).map(embedded -> EmbeddedWeights.class.getResourceAsStream(embedded.resource));
    }

    /** The artifact that holds a network's weights, as {@code group:name}; empty if none does. */
    public static Optional<String> artifact(String network) {
        return of(network).map(embedded -> "dev.robis:" + embedded.artifact);
    }

    private static Optional<Embedded> of(String network) {
        return ALL.stream().filter(embedded -> embedded.network.equals(network)).findFirst();
    }
}

package dev.robis.seg.detector;

import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.config.ModelConfig;
import java.io.IOException;
import java.util.List;
import java.util.ServiceLoader;

/**
 * A way to make anomaly maps, known by its name. Kinds are found by {@link ServiceLoader}, so that nothing but a bundle's
 * {@link ModelConfig#detector} names one. Implementations are stateless and safe for concurrent use.
 */
public interface DetectorKind {

    /** As in {@link ModelConfig#detector}, such as {@code inp-former}. */
    String name();

    /**
     * Opens detectors that were learned.
     *
     * @param model its network
     * @param maps what its maps are like
     * @param encoder weights of the frozen encoder; may be closed afterwards
     * @param kept what {@link DetectorTrainer} returned, as read back from a bundle; may be closed afterwards
     * @throws IllegalArgumentException if a tensor is missing, surplus or of another shape, naming it
     */
    Detector open(ModelConfig model, MapConfig maps, TensorSource encoder, TensorSource kept);

    /** Share of the training images that is held out where a product has no validation images; above 0 and below 1. */
    default double heldOutShare() {
        return 0.1;
    }

    /** How detectors of this kind are learned. */
    DetectorTrainer trainer();

    /**
     * The kind of a name.
     *
     * @throws IllegalArgumentException if there is none, listing those there are
     */
    static DetectorKind named(String name) {
        List<DetectorKind> all = ServiceLoader.load(DetectorKind.class, DetectorKind.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return all.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown detector \"" + name + "\"; known are "
                        + all.stream().map(DetectorKind::name).sorted().toList()));
    }

    /**
     * Opens a detector with the encoder's weights from their place.
     *
     * @throws IOException if the encoder's weights are missing or damaged
     */
    static Detector open(ModelConfig model, MapConfig maps, EncoderWeights weights, TensorSource kept)
            throws IOException {
        try (TensorSource encoder = weights.open(model.encoder())) {
            return named(model.detector()).open(model, maps, encoder, kept);
        }
    }
}

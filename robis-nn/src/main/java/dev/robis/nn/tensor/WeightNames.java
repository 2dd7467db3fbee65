package dev.robis.nn.tensor;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks a source of weights against the names and shapes that an architecture demands. */
public final class WeightNames {

    private WeightNames() {}

    /** Adds the tensors of a linear layer. */
    public static void linear(Map<String, List<Long>> names, String layer, long in, long out) {
        names.put(layer + ".weight", List.of(out, in));
        names.put(layer + ".bias", List.of(out));
    }

    /** Adds the tensors of a layer norm. */
    public static void layerNorm(Map<String, List<Long>> names, String layer, long width) {
        names.put(layer + ".weight", List.of(width));
        names.put(layer + ".bias", List.of(width));
    }

    /** Adds the tensors of a two-layer perceptron. */
    public static void mlp(Map<String, List<Long>> names, String layer, long width, long ratio) {
        linear(names, layer + ".fc1", width, width * ratio);
        linear(names, layer + ".fc2", width * ratio, width);
    }

    /**
     * The first tensor that is missing, mis-shaped or surplus.
     *
     * @param expected shapes by name
     * @return what is wrong, or empty if the source fits exactly
     */
    public static Optional<String> mismatch(Map<String, List<Long>> expected, TensorSource source) {
        for (Map.Entry<String, List<Long>> entry : expected.entrySet()) {
            Optional<TensorInfo> found = source.info(entry.getKey());
            if (found.isEmpty())
                return Optional.of(entry.getKey() + ": expected " + entry.getValue() + ", found no such tensor in "
                        + source.describe());
            if (!found.get().shape().equals(entry.getValue()))
                return Optional.of(entry.getKey() + ": expected " + entry.getValue() + ", found "
                        + found.get().shape() + " in " + source.describe());
        }
        return source.names().stream()
                .filter(name -> !expected.containsKey(name))
                .findFirst()
                .map(name -> name + ": not part of this architecture, found in " + source.describe());
    }
}

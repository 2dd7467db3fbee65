package dev.robis.nn.inp;

import dev.robis.nn.tensor.TensorInfo;
import dev.robis.nn.tensor.TensorSource;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An encoder and what was trained on it under one roof.
 *
 * @param shapes of all tensors, by the reference's names
 * @param encoder has those below {@link ReferenceModel#ENCODER}; not closed
 * @param trained has the others; not closed
 */
record JoinedModel(Map<String, List<Long>> shapes, TensorSource encoder, TensorSource trained) implements TensorSource {

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(shapes.keySet());
    }

    @Override
    public Optional<TensorInfo> info(String name) {
        return Optional.ofNullable(shapes.get(name))
                .map(shape -> new TensorInfo(name, part(name).require(own(name)).dtype(), shape));
    }

    /** Readers of PyTorch's safetensors look for this. */
    @Override
    public Map<String, String> metadata() {
        return Map.of("format", "pt");
    }

    @Override
    public void read(String name, long from, FloatBuffer into) {
        part(require(name).name()).read(own(name), from, into);
    }

    private TensorSource part(String name) {
        return name.startsWith(ReferenceModel.ENCODER) ? encoder : trained;
    }

    private static String own(String name) {
        return name.startsWith(ReferenceModel.ENCODER) ? name.substring(ReferenceModel.ENCODER.length()) : name;
    }

    @Override
    public String describe() {
        return trained.describe() + " on " + encoder.describe();
    }

    @Override
    public void close() {}
}

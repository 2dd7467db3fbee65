package dev.robis.nn.tensor;

import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Some tensors of a source, under other names and in another order. Nothing is copied. Safe for concurrent reading.
 *
 * @param source where they are. Closed by the view.
 * @param originals names in the source, by name here
 * @param metadata of the view
 */
public record TensorView(TensorSource source, Map<String, String> originals, Map<String, String> metadata)
        implements TensorSource {

    public TensorView {
        originals = Collections.unmodifiableMap(new LinkedHashMap<>(originals));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    @Override
    public Set<String> names() {
        return originals.keySet();
    }

    @Override
    public Optional<TensorInfo> info(String name) {
        return Optional.ofNullable(originals.get(name))
                .flatMap(source::info)
                .map(found -> new TensorInfo(name, found.dtype(), found.shape()));
    }

    @Override
    public void read(String name, long from, FloatBuffer into) {
        source.read(originals.get(require(name).name()), from, into);
    }

    @Override
    public String describe() {
        return source.describe();
    }

    @Override
    public void close() {
        source.close();
    }
}

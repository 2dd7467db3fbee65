package dev.robis.weights;

import dev.robis.nn.tensor.TensorInfo;
import dev.robis.nn.tensor.TensorSource;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Those tensors of a source whose names have a prefix, without it.
 *
 * @param originals names in the source, by name here
 */
record Selection(TensorSource source, Map<String, String> originals) implements TensorSource {

    static Selection below(String prefix, TensorSource source) {
        Map<String, String> originals = new LinkedHashMap<>();
        for (String name : source.names())
            if (name.startsWith(prefix)) originals.put(name.substring(prefix.length()), name);
        return new Selection(source, Collections.unmodifiableMap(originals));
    }

    /** @param parts names that contain one of them are left out */
    Selection without(List<String> parts) {
        Map<String, String> rest = new LinkedHashMap<>(originals);
        rest.keySet().removeIf(name -> parts.stream().anyMatch(name::contains));
        return new Selection(source, Collections.unmodifiableMap(rest));
    }

    @Override
    public Set<String> names() {
        return originals.keySet();
    }

    @Override
    public Optional<TensorInfo> info(String name) {
        return Optional.ofNullable(originals.get(name))
                .flatMap(source::info)
                .map(info -> new TensorInfo(name, info.dtype(), info.shape()));
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
    public void close() {}
}

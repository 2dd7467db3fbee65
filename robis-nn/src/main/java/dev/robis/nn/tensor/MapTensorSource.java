package dev.robis.nn.tensor;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tensors on the Java heap as a source. Safe for concurrent reading. */
public final class MapTensorSource implements TensorSource {

    private final Map<String, Tensor> tensors;
    private final Map<String, String> metadata;
    private final String description;

    private MapTensorSource(Map<String, Tensor> tensors, Map<String, String> metadata, String description) {
        this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        this.description = description;
    }

    /**
     * @param tensors by name; the map is copied, the elements are shared
     * @param description for messages
     */
    public static MapTensorSource of(Map<String, Tensor> tensors, String description) {
        return of(tensors, Map.of(), description);
    }

    /** As above, with metadata, which is copied too. */
    public static MapTensorSource of(Map<String, Tensor> tensors, Map<String, String> metadata, String description) {
        return new MapTensorSource(tensors, metadata, description);
    }

    @Override
    public Set<String> names() {
        return tensors.keySet();
    }

    @Override
    public Optional<TensorInfo> info(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) return Optional.empty();
        List<Long> shape = Arrays.stream(tensor.shape()).asLongStream().boxed().toList();
        return Optional.of(new TensorInfo(name, DType.F32, shape));
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public void read(String name, long from, FloatBuffer into) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) throw new IllegalArgumentException("no tensor \"" + name + "\" in " + description);
        info(name).orElseThrow().requireElements(from, into.remaining(), description);
        into.put(tensor.data(), Math.toIntExact(from), into.remaining());
    }

    @Override
    public String describe() {
        return description;
    }

    @Override
    public void close() {}
}

package dev.robis.nn.testing;

import dev.robis.nn.tensor.DType;
import dev.robis.nn.tensor.TensorInfo;
import dev.robis.nn.tensor.TensorSource;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Weights of any size that are all zero, for tests of names and shapes.
 *
 * @param shapes by name
 * @param describe for messages
 */
public record Shapes(Map<String, List<Long>> shapes, String describe) implements TensorSource {

    /** What a case of {@code state-dict-keys} lists. */
    public static Shapes stored(Golden.Case golden, String file) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        golden.json(file).get("keys").properties().forEach(key -> {
            List<Long> shape = new ArrayList<>();
            key.getValue().get("shape").forEach(length -> shape.add(length.asLong()));
            shapes.put(key.getKey(), shape);
        });
        return new Shapes(shapes, file);
    }

    /** These weights without one of them. */
    public Shapes without(String name) {
        Map<String, List<Long>> fewer = new LinkedHashMap<>(shapes);
        if (fewer.remove(name) == null) throw new AssertionError("no " + name);
        return new Shapes(fewer, describe);
    }

    /** These weights with one more, or one of another shape. */
    public Shapes with(String name, Long... shape) {
        Map<String, List<Long>> more = new LinkedHashMap<>(shapes);
        more.put(name, List.of(shape));
        return new Shapes(more, describe);
    }

    @Override
    public Set<String> names() {
        return shapes.keySet();
    }

    @Override
    public Optional<TensorInfo> info(String name) {
        return Optional.ofNullable(shapes.get(name)).map(shape -> new TensorInfo(name, DType.F32, shape));
    }

    @Override
    public void read(String name, long from, FloatBuffer into) {
        while (into.hasRemaining()) into.put(0);
    }

    @Override
    public void close() {}
}

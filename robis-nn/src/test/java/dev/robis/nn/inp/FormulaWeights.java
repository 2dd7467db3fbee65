package dev.robis.nn.inp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.tensor.DType;
import dev.robis.nn.tensor.TensorInfo;
import dev.robis.nn.tensor.TensorSource;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Weights of any size that are given by a formula instead of a file, as the case {@code full-size} defines it. */
public record FormulaWeights(Map<String, List<Long>> shapes, String prefix, JsonNode rules) implements TensorSource {

    /** Uniform in [0, 1): element {@code index} of the tensor called {@code text}. */
    public static double uniform(long hash, long index) {
        long z = hash + index + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return ((z ^ z >>> 31) >>> 11) * 0x1p-53;
    }

    /** FNV-1a of a name, the seed of its elements. */
    public static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) hash = (hash ^ (b & 255)) * 0x100000001B3L;
        return hash;
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
        String full = prefix + name;
        JsonNode rule = rule(full);
        double centre = rule.get("centre").asDouble();
        double half = rule.get("half_width").asDouble();
        long hash = hash(full);
        for (long i = from; into.hasRemaining(); i++) into.put((float) (centre + half * (2 * uniform(hash, i) - 1)));
    }

    private JsonNode rule(String name) {
        for (JsonNode rule : rules) {
            String text = rule.get("text").asText();
            if (rule.get("match").asText().equals("ends") ? name.endsWith(text) : name.contains(text)) return rule;
        }
        throw new AssertionError("no rule for " + name);
    }

    @Override
    public String describe() {
        return "the formula of the golden case";
    }

    @Override
    public void close() {}
}

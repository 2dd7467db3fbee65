package dev.robis.nn.testing;

import dev.robis.nn.inp.FormulaWeights;
import dev.robis.nn.tensor.DType;
import dev.robis.nn.tensor.TensorInfo;
import dev.robis.nn.tensor.TensorSource;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Weights of any size as a network might begin with: factors of norms and scales 1, everything else uniform about
 * zero. The same for the same seed, whatever is read of them and in which order.
 *
 * @param shapes by name
 */
public record RandomWeights(Map<String, List<Long>> shapes, double deviation, long seed) implements TensorSource {

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
        boolean factor = name.contains("gamma") || name.matches(".*norm\\d?\\.weight");
        long hash = FormulaWeights.hash(seed + name);
        double width = Math.sqrt(12) * deviation;
        for (long i = from; into.hasRemaining(); i++)
            into.put(factor ? 1 : (float) (width * (FormulaWeights.uniform(hash, i) - 0.5)));
    }

    @Override
    public String describe() {
        return "random weights of seed " + seed;
    }

    @Override
    public void close() {}
}

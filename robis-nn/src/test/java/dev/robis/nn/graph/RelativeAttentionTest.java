package dev.robis.nn.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.layer.AttentionShape;
import dev.robis.nn.graph.layer.Layers;
import dev.robis.nn.graph.run.Session;
import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/** Attention with decomposed relative positions in blocks of any size, on memory that is used again, against its definition. */
class RelativeAttentionTest {

    @ParameterizedTest
    @CsvSource({
        "1, 2, 4, 1, 1000000", // everything at once
        "1, 2, 4, 1, 64", // quarters of a head
        "1, 3, 5, 1, 1", // single rows
        "4, 2, 7, 2, 2400", // parts of a head, the last of them smaller
        "6, 2, 3, 4, 400", // several windows together
        "6, 1, 3, 1, 81" // one window at a time
    })
    void blocksAddUpToTheWhole(int seed, int heads, int side, int windows, int block) {
        int width = 4 * heads;
        Random random = new Random(seed);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        weights.put("qkv.weight", draw(random, 3 * width, width));
        weights.put("qkv.bias", draw(random, 3 * width));
        weights.put("rows", draw(random, side, side, 4));
        weights.put("columns", draw(random, side, side, 4));
        AttentionShape shape = new AttentionShape(windows, side * side, heads, 4, block);
        for (Function<SameDiff, Layers> layers : AllLayers.LIST) check(seed, shape, random, weights, layers);
    }

    private static void check(
            int seed,
            AttentionShape shape,
            Random random,
            Map<String, Tensor> weights,
            Function<SameDiff, Layers> engine) {
        int width = shape.width();
        int rows = shape.images() * shape.tokens();
        SameDiff graph = Scope.newGraph();
        Layers layers = engine.apply(graph);
        Scope at = Scope.frozen(graph, MapTensorSource.of(weights, "random"), layers);
        SDVariable input = graph.placeHolder("x", DataType.FLOAT, rows, width);
        String output = layers.relativeAttention(
                        at.unfused("qkv", input, width, 3 * width),
                        shape,
                        at.constant("rows", weights.get("rows")),
                        at.constant("columns", weights.get("columns")))
                .name();
        try (Session session = new Session(graph)) {
            for (int run = 0; run < 3; run++) {
                Tensor x = draw(random, rows, width);
                Tensor found = OffHeap.tensor(
                        session.run(Map.of("x", OffHeap.of(x)), List.of(output)).get(0));
                double[] expected = byDefinition(weights, x.data(), shape);
                for (int i = 0; i < expected.length; i++)
                    assertThat((double) found.data()[i])
                            .as("seed %d run %d element %d", seed, run, i)
                            .isCloseTo(expected[i], within(1e-4));
            }
        }
    }

    private static double[] byDefinition(Map<String, Tensor> weights, float[] x, AttentionShape shape) {
        int heads = shape.heads(), side = shape.side(), windows = shape.images();
        int width = 4 * heads;
        int tokens = side * side;
        double[] in = new double[x.length];
        for (int i = 0; i < x.length; i++) in[i] = x[i];
        double[] qkv = linear(weights, in, width, 3 * width);
        float[] rows = weights.get("rows").data();
        float[] columns = weights.get("columns").data();
        double[] mixed = new double[x.length];
        for (int query = 0; query < windows * tokens; query++)
            for (int h = 0; h < heads; h++) {
                int first = query / tokens * tokens;
                double[] scores = new double[tokens];
                double sum = 0;
                for (int k = 0; k < tokens; k++) {
                    int row = (query % tokens / side * side + k / side) * 4;
                    int column = (query % tokens % side * side + k % side) * 4;
                    for (int c = 0; c < 4; c++) {
                        double q = qkv[query * 3 * width + h * 4 + c];
                        double key = qkv[(first + k) * 3 * width + width + h * 4 + c];
                        scores[k] += q * (key / 2 + rows[row + c] + columns[column + c]);
                    }
                    scores[k] = Math.exp(scores[k]);
                    sum += scores[k];
                }
                for (int k = 0; k < tokens; k++)
                    for (int c = 0; c < 4; c++)
                        mixed[query * width + h * 4 + c] +=
                                scores[k] / sum * qkv[(first + k) * 3 * width + 2 * width + h * 4 + c];
            }
        return mixed;
    }

    private static double[] linear(Map<String, Tensor> weights, double[] x, int in, int out) {
        float[] weight = weights.get("qkv.weight").data();
        float[] bias = weights.get("qkv.bias").data();
        double[] y = new double[x.length / in * out];
        for (int i = 0; i < y.length; i++) {
            y[i] = bias[i % out];
            for (int c = 0; c < in; c++) y[i] += x[i / out * in + c] * weight[i % out * in + c];
        }
        return y;
    }

    private static Tensor draw(Random random, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.data().length; i++) tensor.data()[i] = (float) random.nextGaussian() * 0.5f;
        return tensor;
    }
}

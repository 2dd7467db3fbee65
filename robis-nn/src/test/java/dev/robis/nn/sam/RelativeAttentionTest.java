package dev.robis.nn.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.robis.nn.graph.Scope;
import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.run.Session;
import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/** Attention in blocks of any size, on memory that is used again, against the definition. */
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
        Map<String, Tensor> weights = RandomSam.tensors(
                Map.of(
                        "a.qkv.weight", List.of(3L * width, (long) width),
                        "a.qkv.bias", List.of(3L * width),
                        "a.proj.weight", List.of((long) width, (long) width),
                        "a.proj.bias", List.of((long) width),
                        "a.rel_pos_h", List.of(2L * side - 1, 4L),
                        "a.rel_pos_w", List.of(2L * side - 1, 4L)),
                seed);
        check(seed, heads, side, windows, block, random, weights, Scope::frozen);
        check(seed, heads, side, windows, block, random, weights, Scope::trainable); // without kernels
    }

    private static void check(
            int seed,
            int heads,
            int side,
            int windows,
            int block,
            Random random,
            Map<String, Tensor> weights,
            BiFunction<SameDiff, TensorSource, Scope> scope) {
        int width = 4 * heads;
        int tokens = side * side;
        SameDiff graph = SameDiff.create();
        var input = graph.placeHolder("x", DataType.FLOAT, (long) windows * tokens, width);
        String output = new RelativeAttention(width, heads, side, windows, block)
                .build(scope.apply(graph, MapTensorSource.of(weights, "random")).in("a"), input)
                .name();
        try (Session session = new Session(graph)) {
            for (int run = 0; run < 3; run++) {
                Tensor x = RandomSam.tensor(random, windows * tokens, width);
                Tensor found = OffHeap.tensor(
                        session.run(Map.of("x", OffHeap.of(x)), List.of(output)).get(0));
                double[] expected = byDefinition(weights, x.data(), heads, side, windows);
                for (int i = 0; i < expected.length; i++)
                    assertThat((double) found.data()[i])
                            .as("seed %d run %d element %d", seed, run, i)
                            .isCloseTo(expected[i], within(1e-4));
            }
        }
    }

    private static double[] byDefinition(Map<String, Tensor> weights, float[] x, int heads, int side, int windows) {
        int width = 4 * heads;
        int tokens = side * side;
        double[] in = new double[x.length];
        for (int i = 0; i < x.length; i++) in[i] = x[i];
        double[] qkv = linear(weights, "a.qkv", in, width, 3 * width);
        float[] rows = weights.get("a.rel_pos_h").data();
        float[] columns = weights.get("a.rel_pos_w").data();
        double[] mixed = new double[x.length];
        for (int query = 0; query < windows * tokens; query++)
            for (int h = 0; h < heads; h++) {
                int first = query / tokens * tokens;
                double[] scores = new double[tokens];
                double sum = 0;
                for (int k = 0; k < tokens; k++) {
                    int row = (query % tokens / side - k / side + side - 1) * 4;
                    int column = (query % side - k % side + side - 1) * 4;
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
        return linear(weights, "a.proj", mixed, width, width);
    }

    private static double[] linear(Map<String, Tensor> weights, String name, double[] x, int in, int out) {
        float[] weight = weights.get(name + ".weight").data();
        float[] bias = weights.get(name + ".bias").data();
        double[] y = new double[x.length / in * out];
        for (int i = 0; i < y.length; i++) {
            y[i] = bias[i % out];
            for (int c = 0; c < in; c++) y[i] += x[i / out * in + c] * weight[i % out * in + c];
        }
        return y;
    }
}

package dev.robis.nn.vit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.robis.nn.graph.Scope;
import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.run.Session;
import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** Every way to compute attention against its definition. */
class SelfAttentionTest {

    private static final int PER_HEAD = 5;
    private static final int ALWAYS = 1;
    private static final int NEVER = Integer.MAX_VALUE;

    @ParameterizedTest(name = "batch {0}, {1} tokens, {2} heads, many from {3}, {4} scores at once, bias: {5}")
    @CsvSource({
        "1, 7, 3, 2147483647, 1, false",
        "2, 7, 3, 2147483647, 1, true",
        "1, 7, 3, 1, 49, false",
        "1, 7, 3, 1, 48, true",
        "2, 8, 2, 1, 24, true",
        "3, 7, 1, 1, 14, false",
        "1, 9, 3, 1, 54, false",
        "2, 300, 12, 1, 40000, false",
        "2, 5, 4, 1, 1, true",
    })
    void isItsDefinition(int batch, int tokens, int heads, int many, int block, boolean biased) {
        assertThat(many).isIn(ALWAYS, NEVER);
        Random random = new Random(tokens * 31L + block);
        int width = heads * PER_HEAD;
        Tensor product = draw(random, batch * tokens, 3 * width);
        Tensor added = draw(random, 3 * width);
        Tensor qkv = Tensor.zeros(batch * tokens, 3 * width);
        for (int i = 0; i < qkv.data().length; i++) qkv.data()[i] = product.data()[i] + added.data()[i % (3 * width)];
        Optional<Tensor> bias = biased ? Optional.of(draw(random, 1, heads, tokens, tokens)) : Optional.empty();
        double[] expected = definition(batch, tokens, heads, qkv.data(), bias);

        SelfAttention attention = new SelfAttention(batch, tokens, heads, PER_HEAD, many, block);
        check(expected, attention, product, added, bias, Scope::frozen); // by the kernel, unless biased
        check(expected, attention, product, added, bias, Scope::trainable); // by the engine
    }

    private static void check(
            double[] expected,
            SelfAttention attention,
            Tensor product,
            Tensor added,
            Optional<Tensor> bias,
            BiFunction<SameDiff, TensorSource, Scope> scope) {
        int width = attention.heads() * PER_HEAD;
        SameDiff graph = Scope.newGraph();
        Scope at = scope.apply(graph, MapTensorSource.of(Map.of("qkv.bias", added), "a bias"));
        SDVariable qkv = at.bias("qkv", graph.constant("product", OffHeap.of(product)), 3 * width);
        SDVariable output = bias.isPresent() ? attention.build(at, qkv, bias.get()) : attention.build(at, qkv);
        try (Session session = new Session(graph)) {
            Tensor found =
                    OffHeap.tensor(session.run(Map.of(), List.of(output.name())).get(0));
            assertThat(found.shape()).containsExactly(attention.batch() * attention.tokens(), width);
            for (int i = 0; i < expected.length; i++)
                assertThat((double) found.data()[i]).as("element %d", i).isCloseTo(expected[i], within(1e-5));
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double tolerance) {
        return org.assertj.core.data.Offset.offset(tolerance);
    }

    private static double[] definition(int batch, int tokens, int heads, float[] qkv, Optional<Tensor> bias) {
        int width = heads * PER_HEAD;
        double[] mixed = new double[batch * tokens * width];
        for (int b = 0; b < batch; b++)
            for (int h = 0; h < heads; h++)
                for (int t = 0; t < tokens; t++) {
                    double[] weights = new double[tokens];
                    int query = (b * tokens + t) * 3 * width + h * PER_HEAD;
                    for (int k = 0; k < tokens; k++) {
                        int key = (b * tokens + k) * 3 * width + width + h * PER_HEAD;
                        for (int d = 0; d < PER_HEAD; d++) weights[k] += (double) qkv[query + d] * qkv[key + d];
                        weights[k] /= Math.sqrt(PER_HEAD);
                        if (bias.isPresent()) weights[k] += bias.get().data()[(h * tokens + t) * tokens + k];
                        weights[k] = Math.exp(weights[k]);
                    }
                    double sum = Arrays.stream(weights).sum();
                    for (int k = 0; k < tokens; k++)
                        for (int d = 0; d < PER_HEAD; d++)
                            mixed[(b * tokens + t) * width + h * PER_HEAD + d] +=
                                    weights[k] / sum * qkv[(b * tokens + k) * 3 * width + 2 * width + h * PER_HEAD + d];
                }
        return mixed;
    }

    private static Tensor draw(Random random, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.data().length; i++) tensor.data()[i] = (float) random.nextGaussian();
        return tensor;
    }
}

package dev.robis.nn.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.layer.AttentionShape;
import dev.robis.nn.graph.layer.Layers;
import dev.robis.nn.graph.layer.Linear;
import dev.robis.nn.graph.run.Session;
import dev.robis.nn.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** Self-attention of every engine against its definition. */
class SelfAttentionTest {

    private static final int PER_HEAD = 5;

    @ParameterizedTest(name = "{0} images, {1} tokens, {2} heads, {3} scores at once, bias: {4}")
    @CsvSource({
        "1, 7, 3, 1, false",
        "2, 7, 3, 1, true",
        "1, 7, 3, 49, false",
        "1, 7, 3, 48, true",
        "2, 8, 2, 24, true",
        "3, 7, 1, 14, false",
        "1, 9, 3, 54, false",
        "2, 300, 12, 40000, false",
        "2, 5, 4, 1, true",
        "1, 640, 2, 1000000, false", // so many that the engine computes one head after the other
        "1, 641, 2, 100000, true",
        "2, 650, 1, 65000, true"
    })
    void isItsDefinition(int images, int tokens, int heads, int block, boolean biased) {
        Random random = new Random(tokens * 31L + block);
        int width = heads * PER_HEAD;
        Tensor product = draw(random, images * tokens, 3 * width);
        Tensor added = draw(random, 3 * width);
        Tensor qkv = Tensor.zeros(images * tokens, 3 * width);
        for (int i = 0; i < qkv.data().length; i++) qkv.data()[i] = product.data()[i] + added.data()[i % (3 * width)];
        Optional<Tensor> bias = biased ? Optional.of(draw(random, heads * tokens, tokens)) : Optional.empty();
        double[] expected = definition(images, tokens, heads, qkv.data(), bias);
        AttentionShape shape = new AttentionShape(images, tokens, heads, PER_HEAD, block);
        for (Function<SameDiff, Layers> layers : AllLayers.LIST) check(expected, shape, product, added, bias, layers);
    }

    private static void check(
            double[] expected,
            AttentionShape shape,
            Tensor product,
            Tensor added,
            Optional<Tensor> bias,
            Function<SameDiff, Layers> engine) {
        int width = shape.width();
        SameDiff graph = Scope.newGraph();
        Linear qkv = new Linear(
                graph.constant("product", OffHeap.of(product)), graph.constant("bias", OffHeap.of(added)), 3 * width);
        Layers layers = engine.apply(graph);
        SDVariable output = bias.isPresent()
                ? layers.biasedAttention(qkv, shape, graph.constant("positions", OffHeap.of(bias.get())))
                : layers.attention(qkv, shape);
        try (Session session = new Session(graph)) {
            Tensor found =
                    OffHeap.tensor(session.run(Map.of(), List.of(output.name())).get(0));
            assertThat(found.shape()).containsExactly(shape.images() * shape.tokens(), width);
            for (int i = 0; i < expected.length; i++)
                assertThat((double) found.data()[i])
                        .as("%s, element %d", layers.getClass().getSimpleName(), i)
                        .isCloseTo(expected[i], within(1e-5));
        }
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

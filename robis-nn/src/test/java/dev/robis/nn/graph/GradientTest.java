package dev.robis.nn.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.kernel.CpuTrainingLayers;
import dev.robis.nn.graph.layer.AttentionShape;
import dev.robis.nn.graph.layer.EngineLayers;
import dev.robis.nn.graph.layer.Layers;
import dev.robis.nn.graph.layer.Linear;
import dev.robis.nn.graph.run.Session;
import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.testing.GradientCheck;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Gradients of every operation that the networks are made of, against central differences in double precision. Left
 * out is the quotient by an array of one element, which the engine differentiates wrongly (ND4J 1.0.0-M2.1); the loss
 * has one where no gradient passes.
 */
class GradientTest {

    private static final long SEEDS = 3;
    private static final AttentionShape SHAPE = new AttentionShape(2, 4, 2, 1);

    /** A graph under construction, whose variables are drawn at random. */
    private record Build(SameDiff graph, Scope at, Random random) {

        /** The same variable however often it is asked for. */
        SDVariable x() {
            return graph.hasVariable("x") ? graph.getVariable("x") : variable("x", 6, 4);
        }

        Layers layers() {
            return at.layers();
        }

        /** Of two images, four tokens and two heads. */
        Linear qkv() {
            SDVariable product = graph.concat(0, x(), variable("more", 2, 4)).reshape(8, 4);
            return at.unfused(
                    "qkv",
                    graph.concat(1, product, product.mul(0.3), product.sub(0.1))
                            .get(SDIndex.all(), SDIndex.interval(0L, 6L)),
                    6);
        }

        SDVariable variable(String name, int... shape) {
            return graph.var(name, OffHeap.of(draw(random, shape)));
        }
    }

    /** Operations on {@code x [6, 4]}; whatever else they need are variables too. */
    static Stream<Arguments> operations() {
        return Stream.of(
                operation("linear", b -> b.at.linear("l", b.x(), 4, 5)),
                operation("layer norm", b -> b.at.layerNorm("n", b.x(), 4, 1e-8)),
                operation("scaled channels", b -> b.layers().scaleChannels(b.x(), b.at.weight("gamma", 4), 4)),
                operation("scaled rows", b -> b.layers().scaleRows(b.x(), b.variable("y", 6, 1), 4)),
                operation("linear layer and GELU", b -> b.layers().linearGelu(b.at.unfused("l", b.x(), 4, 5))),
                operation("layer norm and GELU", b -> b.at.layerNormGelu("n", b.x(), 4, 1e-2)),
                operation("residual", b -> b.layers().residual(b.x(), b.at.unfused("n", b.variable("y", 6, 4), 4))),
                operation("scaled residual", b -> b.layers()
                        .residual(b.x(), b.at.unfused("n", b.variable("y", 6, 4), 4), b.at.weight("gamma", 4))),
                operation("MLP", b -> b.layers().linear(b.at.in("mlp").mlp("fc1", "fc2", b.x(), 4, 8))),
                operation("L2 normalisation", b -> b.layers().l2Normalize(b.x(), 4, 1e-12)),
                operation("self-attention", b -> b.layers().attention(b.qkv(), SHAPE)),
                operation("biased self-attention", b -> b.layers()
                        .biasedAttention(b.qkv(), SHAPE, b.variable("bias", 2 * 4, 4))),
                operation("self-attention with decomposed positions", b -> b.layers()
                        .relativeAttention(
                                b.qkv(), SHAPE, b.variable("rows", 2, 2, 1), b.variable("columns", 2, 2, 1))),
                operation("cross-attention", b -> b.layers()
                        .crossAttention(
                                b.at.unfused("n", b.x(), 4),
                                b.at.unfused("n", b.variable("k", 5, 4), 4),
                                b.at.unfused("n", b.variable("v", 5, 4), 4),
                                2)),
                operation("ReLU", b -> b.graph.nn().relu(b.x(), 0)),
                operation("softmax, rank 2", b -> b.graph.nn().softmax(b.x(), -1)),
                operation("softmax, rank 4", b -> b.graph.nn().softmax(b.x().reshape(2, 3, 2, 2), -1)),
                operation("product", b -> b.graph.mmul(b.x(), b.variable("y", 4, 3))),
                operation(
                        "product, first transposed",
                        b -> b.graph.mmul(b.x(), b.variable("y", 6, 3), true, false, false)),
                operation(
                        "product, second transposed",
                        b -> b.graph.mmul(b.x(), b.variable("y", 3, 4), false, true, false)),
                operation(
                        "product, both transposed", b -> b.graph.mmul(b.x(), b.variable("y", 3, 6), true, true, false)),
                operation("product, rank 3", b -> b.graph.mmul(b.x().reshape(2, 3, 4), b.variable("y", 2, 4, 5))),
                operation(
                        "product, rank 3, second transposed",
                        b -> b.graph.mmul(b.x().reshape(2, 3, 4), b.variable("y", 2, 5, 4), false, true, false)),
                operation(
                        "product, rank 4, second transposed",
                        b -> b.graph.mmul(b.x().reshape(2, 2, 3, 2), b.variable("y", 2, 2, 5, 2), false, true, false)),
                operation(
                        "product of permuted, rank 4",
                        b -> b.graph.mmul(
                                b.x().reshape(2, 3, 2, 2).permute(0, 2, 1, 3),
                                b.variable("y", 2, 5, 2, 2).permute(0, 2, 1, 3),
                                false,
                                true,
                                false)),
                operation("products", b -> b.layers()
                        .batchMatMul(b.x().reshape(2, 3, 4), b.variable("y", 2, 4, 5), false)),
                operation("products, second transposed", b -> b.layers()
                        .batchMatMul(b.x().reshape(2, 1, 3, 4), b.variable("y", 2, 1, 5, 4), true)),
                operation("products of products, which differentiate with the first transposed", b -> {
                    SDVariable y = b.layers().batchMatMul(b.x().reshape(2, 3, 4), b.variable("y", 2, 5, 4), true);
                    return b.layers().batchMatMul(y, b.variable("z", 2, 5, 2), false);
                }),
                operation("permute, rank 5, and unstack", b -> {
                    SDVariable[] parts =
                            b.graph.unstack(b.x().reshape(2, 3, 2, 2, 1).permute(2, 0, 3, 1, 4), 0, 2);
                    return parts[0].mul(parts[1]);
                }),
                operation("tile", b -> b.graph.tile(b.x().reshape(1, 6, 4), 3, 1, 1)),
                operation("concatenation", b -> b.graph.concat(1, b.x(), b.variable("y", 6, 2))),
                operation("minimum", b -> b.x().reshape(2, 3, 4).min(false, 2)),
                operation("means", b -> b.x().sub(b.x().mean(true, 0, 1)).mul(b.x().mean(true, 1))),
                operation(
                        "reciprocal root",
                        b -> b.graph.math().rsqrt(b.x().mul(b.x()).add(0.1))),
                operation("power", b -> b.graph.math().pow(b.x().mul(b.x()), 3)),
                operation(
                        "broadcast of [H, 1, 1]", b -> b.x().reshape(2, 3, 2, 2).mul(b.variable("y", 3, 1, 1))),
                operation("quotient", b -> b.x().div(b.x().mul(b.x()).add(1).mean(true, 1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void onTheProcessorIsThatOfTheDifferences(String name, Function<Build, SDVariable> operation) {
        check(operation, CpuTrainingLayers::new);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void byTheEngineIsThatOfTheDifferences(String name, Function<Build, SDVariable> operation) {
        check(operation, EngineLayers::new);
    }

    private static void check(Function<Build, SDVariable> operation, Function<SameDiff, Layers> layers) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            SameDiff graph = SameDiff.create();
            Scope at = Scope.trainable(graph, weights(random), layers.apply(graph));
            SDVariable y = operation.apply(new Build(graph, at, random));
            // A session that stays open: it would close the variables.
            int elements = (int)
                    new Session(graph).run(Map.of(), List.of(y.name())).get(0).length();
            SDVariable probe = graph.constant("probe", OffHeap.of(draw(random, elements)));
            y.reshape(-1).mul(probe).sum().rename("loss");
            GradientCheck.assertGradients(graph, "loss", seed);
        }
    }

    @Test
    void stopsWhereItIsStopped() {
        SameDiff graph = SameDiff.create();
        Tensor x = draw(new Random(0), 6, 4);
        SDVariable variable = graph.var("x", OffHeap.of(x));
        Scope at = Scope.trainable(graph, MapTensorSource.of(Map.of(), "nothing"));
        variable.mul(at.stopGradient(variable)).sum().rename("loss");
        graph.setLossVariables("loss");
        try (Session session = new Session(graph)) {
            Session.Gradients found = session.gradients(Map.of(), List.of("x"), List.of("loss"));
            assertThat(OffHeap.tensor(found.byVariable().get("x"))).isEqualTo(x);
        }
    }

    private static MapTensorSource weights(Random random) {
        Map<String, Tensor> tensors = new HashMap<>();
        tensors.put("l.weight", draw(random, 5, 4));
        tensors.put("l.bias", draw(random, 5));
        tensors.put("n.weight", draw(random, 4));
        tensors.put("n.bias", draw(random, 4));
        tensors.put("qkv.bias", draw(random, 6));
        tensors.put("gamma", draw(random, 4));
        tensors.put("mlp.fc1.weight", draw(random, 8, 4));
        tensors.put("mlp.fc1.bias", draw(random, 8));
        tensors.put("mlp.fc2.weight", draw(random, 4, 8));
        tensors.put("mlp.fc2.bias", draw(random, 4));
        return MapTensorSource.of(tensors, "random");
    }

    private static Tensor draw(Random random, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.data().length; i++) tensor.data()[i] = (float) random.nextGaussian();
        return tensor;
    }

    private static Arguments operation(String name, Function<Build, SDVariable> of) {
        return Arguments.of(name, of);
    }
}

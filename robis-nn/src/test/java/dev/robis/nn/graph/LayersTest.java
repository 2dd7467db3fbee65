package dev.robis.nn.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.kernel.CpuLayers;
import dev.robis.nn.graph.kernel.CpuTrainingLayers;
import dev.robis.nn.graph.layer.EngineLayers;
import dev.robis.nn.graph.layer.Layers;
import dev.robis.nn.graph.layer.Linear;
import dev.robis.nn.graph.run.Session;
import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every engine's layers compute, and differentiate, what the engine's own operations do. The GELU is {@link GeluTest}'s. */
class LayersTest {

    private static final int TRIALS = 12;

    /** On {@code x [R, C]} and {@code y [R, C]}. */
    private enum Part {
        LAYER_NORM {
            @Override
            SDVariable build(Scope at, SDVariable x, SDVariable y, int width) {
                return at.layerNorm("n", x, width, 1e-6);
            }
        },
        LAYER_NORM_GELU {
            @Override
            SDVariable build(Scope at, SDVariable x, SDVariable y, int width) {
                return at.layerNormGelu("n", x, width, 1e-2);
            }
        },
        L2_NORMALIZE {
            @Override
            SDVariable build(Scope at, SDVariable x, SDVariable y, int width) {
                return at.layers().l2Normalize(x, width, 1e-8);
            }
        },
        MLP {
            @Override
            SDVariable build(Scope at, SDVariable x, SDVariable y, int width) {
                return at.layers().linear(at.mlp("fc1", "fc2", x, width, 2 * width));
            }
        },
        RESIDUAL {
            @Override
            SDVariable build(Scope at, SDVariable x, SDVariable y, int width) {
                return at.layers().residual(x, at.unfused("b", y, width));
            }
        },
        SCALED_RESIDUAL {
            @Override
            SDVariable build(Scope at, SDVariable x, SDVariable y, int width) {
                return at.layers().residual(x, at.unfused("b", y, width), at.weight("gamma", width));
            }
        },
        CROSS_ATTENTION {
            @Override
            SDVariable build(Scope at, SDVariable x, SDVariable y, int width) {
                int heads = width % 3 == 0 ? 3 : 1;
                SDVariable keys = y.mul(1 / Math.sqrt(width)); // no score far above the others
                return at.layers()
                        .crossAttention(
                                at.unfused("b", x, width),
                                at.unfused("n", keys, width),
                                at.unfused("b", y, width),
                                heads);
            }
        };

        abstract SDVariable build(Scope at, SDVariable x, SDVariable y, int width);
    }

    @ParameterizedTest
    @EnumSource
    void computesWhatTheEngineDoes(Part part) {
        for (int trial = 0; trial < TRIALS; trial++) {
            long seed = 1000L * part.ordinal() + trial;
            Random random = new Random(seed);
            int rows = 1 + random.nextInt(trial < TRIALS / 2 ? 5 : 400);
            int width = 1 + random.nextInt(trial < TRIALS / 2 ? 9 : 300);
            TensorSource weights = weights(random, width);
            Tensor x = draw(random, 3, rows, width);
            Tensor y = draw(random, 3, rows, width);
            float[] expected = run(part, EngineLayers::new, weights, x, y);
            for (Function<SameDiff, Layers> layers : AllLayers.LIST) {
                float[] found = run(part, layers, weights, x, y);
                for (int i = 0; i < expected.length; i++)
                    assertThat(found[i])
                            .as("seed %d, %d x %d, element %d", seed, rows, width, i)
                            .isCloseTo(expected[i], within(2e-5f * (1 + Math.abs(expected[i]))));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LAYER_NORM", "L2_NORMALIZE"})
    void differentiatesAsTheEngineDoes(Part part) {
        for (int trial = 0; trial < TRIALS; trial++) {
            long seed = 1000L * part.ordinal() + trial;
            Random random = new Random(seed);
            int rows = 1 + random.nextInt(trial < TRIALS / 2 ? 5 : 400);
            int width = 3 + random.nextInt(trial < TRIALS / 2 ? 9 : 300);
            TensorSource weights = weights(random, width);
            Tensor x = draw(random, 3, rows, width);
            Tensor probe = draw(random, 1, rows, width);
            Map<String, Tensor> found = gradients(part, CpuTrainingLayers::new, weights, x, probe);
            Map<String, Tensor> expected = gradients(part, EngineLayers::new, weights, x, probe);
            assertThat(found.keySet()).isEqualTo(expected.keySet());
            expected.forEach((name, gradient) -> {
                for (int i = 0; i < gradient.data().length; i++)
                    assertThat(found.get(name).data()[i])
                            .as("seed %d, %d x %d, %s, element %d", seed, rows, width, name, i)
                            .isCloseTo(gradient.data()[i], within(1e-4f * (1 + Math.abs(gradient.data()[i]))));
            });
        }
    }

    /** Of the sum of the part times the probe, for x and whatever weights the part has. */
    private static Map<String, Tensor> gradients(
            Part part, Function<SameDiff, Layers> layers, TensorSource weights, Tensor x, Tensor probe) {
        SameDiff graph = Scope.newGraph();
        SDVariable variable = graph.var("x", OffHeap.of(x));
        SDVariable constant = graph.constant("probe", OffHeap.of(probe));
        part.build(Scope.trainable(graph, weights, layers.apply(graph)), variable, constant, x.shape()[1])
                .mul(constant)
                .sum()
                .rename("loss");
        graph.setLossVariables("loss");
        List<String> variables = graph.variables().stream()
                .filter(each -> each.getVariableType() == VariableType.VARIABLE)
                .map(SDVariable::name)
                .toList();
        Map<String, Tensor> gradients = new HashMap<>();
        try (Session session = new Session(graph)) {
            session.gradients(Map.of(), variables, List.of())
                    .byVariable()
                    .forEach((name, gradient) -> gradients.put(name, OffHeap.tensor(gradient)));
        }
        return gradients;
    }

    /** Their sums are of double precision: in float32, half a million terms would be off by a hundred thousandth. */
    @Test
    void aLongRowIsBroughtToLengthOne() {
        int width = 600_000;
        Tensor x = draw(new Random(1), 3, 1, width);
        SameDiff graph = Scope.newGraph();
        String name = new CpuLayers(graph)
                .l2Normalize(graph.constant("x", OffHeap.of(x)), width, 1e-8)
                .name();
        try (Session session = new Session(graph)) {
            double squares = 0;
            for (float y :
                    OffHeap.tensor(session.run(Map.of(), List.of(name)).get(0)).data()) squares += (double) y * y;
            assertThat(squares).isCloseTo(1, within(3e-7));
        }
    }

    /** The gradient of a bias is the sum of the rows' gradients. */
    @Test
    void columnSumsAreTheirDefinition() {
        for (int seed = 0; seed < TRIALS; seed++) {
            Random random = new Random(seed);
            int rows = 1 + random.nextInt(seed < TRIALS / 2 ? 5 : 1000);
            int columns = 1 + random.nextInt(300);
            Tensor x = draw(random, 1, rows, columns);
            double[] sums = new double[columns];
            for (int i = 0; i < x.data().length; i++) sums[i % columns] += x.data()[i];
            for (Function<SameDiff, Layers> layers : AllLayers.LIST) {
                float[] found = biasGradient(layers, x);
                for (int i = 0; i < columns; i++)
                    assertThat((double) found[i])
                            .as("seed %d, %d x %d, column %d", seed, rows, columns, i)
                            .isCloseTo(sums[i], within(1e-6 * rows));
            }
        }
    }

    private static float[] biasGradient(Function<SameDiff, Layers> layers, Tensor gradient) {
        int columns = gradient.shape()[1];
        SameDiff graph = Scope.newGraph();
        SDVariable above = graph.constant("above", OffHeap.of(gradient));
        SDVariable bias = graph.var("bias", OffHeap.of(Tensor.zeros(columns)));
        layers.apply(graph)
                .linear(new Linear(above, bias, columns))
                .mul(above)
                .sum()
                .rename("loss");
        graph.setLossVariables("loss");
        try (Session session = new Session(graph)) {
            Map<String, INDArray> found =
                    session.gradients(Map.of(), List.of("bias"), List.of()).byVariable();
            assertThat(found.get("bias").shape()).containsExactly(columns);
            return OffHeap.tensor(found.get("bias")).data();
        }
    }

    @Test
    void batchesOfProductsAreTheirDefinition() {
        for (int seed = 0; seed < 4 * TRIALS; seed++) {
            Random random = new Random(seed);
            boolean transposed = random.nextBoolean();
            int a = 1 + random.nextInt(3), b = 1 + random.nextInt(4);
            int m = 1 + random.nextInt(20), k = 1 + random.nextInt(20), n = 1 + random.nextInt(20);
            Tensor x = draw(random, 1, a, b, m, k);
            Tensor y = transposed ? draw(random, 1, a, b, n, k) : draw(random, 1, a, b, k, n);
            SameDiff graph = Scope.newGraph();
            String name = new CpuLayers(graph)
                    .batchMatMul(graph.constant("x", OffHeap.of(x)), graph.constant("y", OffHeap.of(y)), transposed)
                    .name();
            Tensor found;
            try (Session session = new Session(graph)) {
                found = OffHeap.tensor(session.run(Map.of(), List.of(name)).get(0));
            }
            assertThat(found.shape()).as("seed %d", seed).containsExactly(a, b, m, n);
            for (int i = 0; i < found.data().length; i++) {
                int place = i / (m * n), row = i / n % m, column = i % n;
                double sum = 0;
                for (int j = 0; j < k; j++)
                    sum += (double) x.data()[(place * m + row) * k + j]
                            * y.data()[transposed ? (place * n + column) * k + j : (place * k + j) * n + column];
                assertThat((double) found.data()[i])
                        .as("seed %d, element %d", seed, i)
                        .isCloseTo(sum, within(1e-4));
            }
        }
    }

    private static float[] run(Part part, Function<SameDiff, Layers> layers, TensorSource weights, Tensor x, Tensor y) {
        SameDiff graph = Scope.newGraph();
        int rows = x.shape()[0];
        int width = x.shape()[1];
        SDVariable first = graph.placeHolder("x", DataType.FLOAT, rows, width);
        SDVariable second = graph.placeHolder("y", DataType.FLOAT, rows, width);
        Scope at = Scope.frozen(graph, weights, layers.apply(graph));
        String name = part.build(at, first, second, width).add(second.mul(0)).name();
        Map<String, INDArray> inputs = Map.of("x", OffHeap.of(x), "y", OffHeap.of(y));
        try (Session session = new Session(graph)) {
            return OffHeap.tensor(session.run(inputs, List.of(name)).get(0)).data();
        }
    }

    private static MapTensorSource weights(Random random, int width) {
        Map<String, Tensor> tensors = new HashMap<>();
        tensors.put("n.weight", draw(random, 1, width));
        tensors.put("n.bias", draw(random, 1, width));
        tensors.put("b.bias", draw(random, 1, width));
        tensors.put("gamma", draw(random, 1, width));
        tensors.put("fc1.weight", draw(random, 0.1, 2 * width, width));
        tensors.put("fc1.bias", draw(random, 1, 2 * width));
        tensors.put("fc2.weight", draw(random, 0.1, width, 2 * width));
        tensors.put("fc2.bias", draw(random, 1, width));
        return MapTensorSource.of(tensors, "random");
    }

    private static Tensor draw(Random random, double deviation, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.data().length; i++) tensor.data()[i] = (float) (deviation * random.nextGaussian());
        return tensor;
    }
}

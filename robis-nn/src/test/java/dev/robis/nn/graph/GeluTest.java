package dev.robis.nn.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.kernel.CpuLayers;
import dev.robis.nn.graph.kernel.CpuTrainingLayers;
import dev.robis.nn.graph.layer.EngineLayers;
import dev.robis.nn.graph.layer.Layers;
import dev.robis.nn.graph.layer.Linear;
import dev.robis.nn.graph.run.Session;
import dev.robis.nn.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Both ways to the GELU against the error function in double precision. */
class GeluTest {

    @Test
    void bothAreExactToFloat32() {
        int steps = 24_000;
        Tensor x = Tensor.zeros(steps + 1);
        for (int i = 0; i <= steps; i++) x.data()[i] = -12 + i * 0.001f;
        for (float[] y : both(x))
            for (int i = 0; i <= steps; i++) {
                double at = x.data()[i];
                double exact = at / 2 * (1 + Erf.erf(at * Math.sqrt(0.5)));
                double rounding = 2e-7 + 2.4e-7 * Math.abs(at); // of four factors near 1, times x
                assertThat(Math.abs(y[i] - exact)).as("GELU(%s)", at).isLessThan(rounding);
            }
    }

    @Test
    void farOutTheyAreTheirAsymptotes() {
        Tensor x = new Tensor(new int[] {6}, new float[] {-1e6f, -1e4f, -50, 50, 1e4f, 1e6f});
        for (float[] y : both(x))
            for (int i = 0; i < y.length; i++)
                assertThat(y[i] == Math.max(x.data()[i], 0))
                        .as("GELU(%s) = %s", x.data()[i], y[i])
                        .isTrue();
    }

    @Test
    void itsDerivativeIsExactToFloat32() {
        int steps = 24_000;
        Tensor x = Tensor.zeros(1, steps + 1);
        for (int i = 0; i <= steps; i++) x.data()[i] = -12 + i * 0.001f;
        float[] found = derivative(x);
        for (int i = 0; i <= steps; i++) {
            double at = x.data()[i];
            double exact =
                    0.5 * (1 + Erf.erf(at * Math.sqrt(0.5))) + at * Math.exp(-at * at / 2) / Math.sqrt(2 * Math.PI);
            assertThat(Math.abs(found[i] - exact)).as("GELU'(%s)", at).isLessThan(3e-7);
        }
    }

    private static float[] derivative(Tensor x) {
        SameDiff graph = Scope.newGraph();
        Layers layers = new CpuTrainingLayers(graph);
        SDVariable variable = graph.var("x", OffHeap.of(x));
        layers.linearGelu(unbiased(graph, variable, x.data().length)).sum().rename("loss");
        graph.setLossVariables("loss");
        try (Session session = new Session(graph)) {
            INDArray gradient = session.gradients(Map.of(), List.of("x"), List.of())
                    .byVariable()
                    .get("x");
            return OffHeap.tensor(gradient).data();
        }
    }

    /** By the kernel, and by the engine's error function. */
    private static List<float[]> both(Tensor x) {
        int columns = x.data().length;
        SameDiff graph = Scope.newGraph();
        Linear input = unbiased(graph, graph.placeHolder("x", DataType.FLOAT, 1, columns), columns);
        List<String> names = List.of(
                new CpuLayers(graph).linearGelu(input).name(),
                new EngineLayers(graph).linearGelu(input).name());
        Map<String, INDArray> values = Map.of("x", OffHeap.of(new Tensor(new int[] {1, columns}, x.data())));
        try (Session session = new Session(graph)) {
            return session.run(values, names).stream()
                    .map(y -> OffHeap.tensor(y).data())
                    .toList();
        }
    }

    private static Linear unbiased(SameDiff graph, SDVariable x, int columns) {
        return new Linear(x, graph.constant("zeros", OffHeap.of(Tensor.zeros(columns))), columns);
    }
}

package dev.robis.nn.graph.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.graph.Scope;
import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The first run of a graph is recorded and later ones are repetitions: none may show it. */
class SessionTest {

    private static final int ROWS = 5;
    private static final int WIDTH = 4;

    @Test
    void laterRunsReadTheirOwnInputs() {
        try (Session session = new Session(graph())) {
            for (int run = 0; run < 4; run++) {
                Tensor x = draw(run);
                assertThat(sum(session, x)).isEqualTo(definition(x));
            }
        }
    }

    @Test
    void anArrayMayBeFilledAnew() {
        INDArray input = OffHeap.allocate(ROWS, WIDTH);
        try (Session session = new Session(graph())) {
            for (int run = 0; run < 4; run++) {
                Tensor x = draw(run);
                OffHeap.elements(input).put(x.data());
                assertThat(OffHeap.tensor(
                                session.run(Map.of("x", input), List.of("sum")).get(0)))
                        .isEqualTo(definition(x));
            }
        }
    }

    @Test
    void differentOutputsTakeTurns() {
        try (Session session = new Session(graph())) {
            for (int run = 0; run < 4; run++) {
                Tensor x = draw(run);
                List<INDArray> both = session.run(Map.of("x", OffHeap.of(x)), List.of("square", "sum"));
                assertThat(OffHeap.tensor(both.get(0)).data()[3]).isEqualTo(x.data()[3] * x.data()[3]);
                assertThat(OffHeap.tensor(both.get(1))).isEqualTo(definition(x));
                assertThat(sum(session, x)).isEqualTo(definition(x));
            }
        }
    }

    @Test
    void aVariableMayBeWrittenBetweenRuns() {
        SameDiff graph = graph();
        try (Session session = new Session(graph)) {
            Tensor x = draw(1);
            sum(session, x);
            OffHeap.elements(session.variable("v")).put(new float[WIDTH]);
            float[] found = sum(session, x).data();
            for (int i = 0; i < found.length; i++) assertThat(found[i]).isEqualTo(x.data()[i] * x.data()[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void arraysMayChangePlacesAndBeOne(boolean oneAtFirst) {
        SameDiff graph = Scope.newGraph();
        SDVariable a = graph.placeHolder("a", DataType.FLOAT, ROWS, WIDTH);
        SDVariable b = graph.placeHolder("b", DataType.FLOAT, ROWS, WIDTH);
        a.sub(b).rename("difference");
        INDArray x = OffHeap.of(draw(1));
        INDArray y = OffHeap.of(draw(2));
        List<List<INDArray>> pairs = new ArrayList<>();
        if (oneAtFirst) pairs.add(List.of(x, x));
        pairs.addAll(List.of(List.of(x, y), List.of(y, x), List.of(x, x), List.of(x, y), List.of(y, y), List.of(y, x)));
        try (Session session = new Session(graph)) {
            for (List<INDArray> pair : pairs) {
                Map<String, INDArray> inputs = Map.of("a", pair.get(0), "b", pair.get(1));
                INDArray found = session.run(inputs, List.of("difference")).get(0);
                assertThat(found).isEqualTo(pair.get(0).sub(pair.get(1)));
            }
        }
    }

    @Test
    void threadsMayTakeTurns() throws Exception {
        ExecutorService others = Executors.newFixedThreadPool(3);
        try (Session session = new Session(graph())) {
            for (int run = 0; run < 9; run++) {
                Tensor x = draw(run);
                assertThat(others.submit(() -> sum(session, x)).get()).isEqualTo(definition(x));
            }
        } finally {
            others.shutdown();
        }
    }

    @Test
    void aClosedOneSaysSo() {
        Session session = new Session(graph());
        session.close();
        session.close();
        assertThatThrownBy(() -> sum(session, draw(0))).hasMessageContaining("closed");
    }

    private static Tensor sum(Session session, Tensor x) {
        return OffHeap.tensor(
                session.run(Map.of("x", OffHeap.of(x)), List.of("sum")).get(0));
    }

    /** {@code x x + v}, by way of a few values that need memory in between. */
    private static SameDiff graph() {
        SameDiff graph = Scope.newGraph();
        Scope at = Scope.trainable(graph, MapTensorSource.of(Map.of("v", row()), "a row"));
        SDVariable x = graph.placeHolder("x", DataType.FLOAT, ROWS, WIDTH);
        SDVariable square = x.mul(x).rename("square");
        square.add(at.weight("v", WIDTH)).add(1).sub(1).rename("sum");
        return graph;
    }

    private static Tensor row() {
        return new Tensor(new int[] {WIDTH}, new float[] {1, 2, 3, 4});
    }

    private static Tensor definition(Tensor x) {
        Tensor sum = Tensor.zeros(ROWS, WIDTH);
        for (int i = 0; i < sum.data().length; i++)
            sum.data()[i] = x.data()[i] * x.data()[i] + row().data()[i % WIDTH] + 1 - 1;
        return sum;
    }

    private static Tensor draw(long seed) {
        Random random = new Random(seed);
        Tensor tensor = Tensor.zeros(ROWS, WIDTH);
        for (int i = 0; i < tensor.data().length; i++) tensor.data()[i] = random.nextInt(100);
        return tensor;
    }
}

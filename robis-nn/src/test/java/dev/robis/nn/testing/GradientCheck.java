package dev.robis.nn.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.robis.nn.graph.run.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Compares the gradients of a float32 graph with central differences, in double precision: along random directions,
 * in which an error of any one element shows.
 */
public final class GradientCheck {

    private static final double STEP = 1e-6;
    private static final double TOLERANCE = 1e-7;
    private static final int DIRECTIONS = 2;

    private GradientCheck() {}

    /**
     * @param graph without placeholders; all its variables are checked. Modified: it computes in double from now on.
     * @param loss name of a scalar
     * @param seed of the directions, named in failures
     */
    public static void assertGradients(SameDiff graph, String loss, long seed) {
        DataType before = Nd4j.defaultFloatingPointType();
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE); // of the seed of the backward graph
        try {
            check(graph, loss, toDouble(graph), new Random(seed), seed);
        } finally {
            Nd4j.setDefaultDataTypes(before, before);
        }
    }

    private static void check(SameDiff graph, String loss, List<String> variables, Random random, long seed) {
        graph.setLossVariables(loss);
        try (Session session = new Session(graph)) {
            Map<String, double[]> gradients = gradients(session, variables, loss);
            for (String variable : variables)
                for (int i = 0; i < DIRECTIONS; i++)
                    check(session, loss, variable, gradients.get(variable), random, seed);
        }
    }

    private static List<String> toDouble(SameDiff graph) {
        Map<String, DataType> types = new HashMap<>();
        List<String> variables = new ArrayList<>();
        for (SDVariable variable : graph.variables()) {
            VariableType type = variable.getVariableType();
            if (type == VariableType.VARIABLE) variables.add(variable.name());
            if (variable.dataType() != DataType.FLOAT) continue;
            if (type == VariableType.ARRAY) variable.setDataType(DataType.DOUBLE);
            else types.put(variable.name(), DataType.DOUBLE);
        }
        graph.convertDataTypes(types);
        for (SameDiffOp operation : graph.getOps().values())
            if (operation.getOp() instanceof ScalarOp with && with.scalar().dataType() == DataType.FLOAT)
                with.setScalar(with.scalar().castTo(DataType.DOUBLE));
        assertThat(variables).isNotEmpty();
        return variables;
    }

    private static Map<String, double[]> gradients(Session session, List<String> variables, String loss) {
        Session.Gradients found = session.gradients(Map.of(), variables, List.of(loss));
        assertThat(found.outputs().get(loss).dataType()).isEqualTo(DataType.DOUBLE);
        Map<String, double[]> gradients = new HashMap<>();
        found.byVariable()
                .forEach((name, array) ->
                        gradients.put(name, array.dup('c').data().asDouble()));
        assertThat(gradients.values())
                .anyMatch(gradient -> Arrays.stream(gradient).anyMatch(value -> value != 0));
        return gradients;
    }

    private static void check(
            Session session, String loss, String variable, double[] gradient, Random random, long seed) {
        INDArray array = session.variable(variable);
        double[] start = array.dup('c').data().asDouble();
        double[] direction = random.doubles(start.length, -1, 1).toArray();
        double analytic = 0;
        double scale = 0;
        for (int i = 0; i < start.length; i++) {
            analytic += gradient[i] * direction[i];
            scale += Math.abs(gradient[i]);
        }
        double ahead = at(session, loss, array, start, direction, STEP);
        double behind = at(session, loss, array, start, direction, -STEP);
        move(array, start, direction, 0);
        assertThat(analytic)
                .as("seed %d: %s along a direction", seed, variable)
                .isCloseTo((ahead - behind) / (2 * STEP), within(TOLERANCE * (scale + Math.abs(ahead) * 1e-2)));
    }

    /** The loss a step away from the start. */
    private static double at(
            Session session, String loss, INDArray array, double[] start, double[] direction, double step) {
        move(array, start, direction, step);
        return session.run(Map.of(), List.of(loss)).get(0).getDouble(0);
    }

    private static void move(INDArray array, double[] start, double[] direction, double step) {
        for (int i = 0; i < start.length; i++) array.data().put(i, start[i] + step * direction[i]);
    }
}

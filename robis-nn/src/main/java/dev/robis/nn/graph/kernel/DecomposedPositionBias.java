package dev.robis.nn.graph.kernel;

import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.run.Step;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Of the scores of some queries what the keys' positions on a square add: a term for the row, one for the column.
 *
 * @param terms by row and by column, each {@code [queries, side]}
 * @param first of the queries
 * @param scores {@code [some queries, side * side]}, the first rows of a dense array
 */
record DecomposedPositionBias(INDArray[] terms, int first, INDArray scores) implements Step {

    @Override
    public void run() {
        FloatBuffer byRow = Kernel.elements(terms[0]);
        FloatBuffer byColumn = Kernel.elements(terms[1]);
        FloatBuffer result = OffHeap.elements(scores);
        int side = Math.toIntExact(terms[0].size(-1));
        float[] rows = new float[side];
        float[] columns = new float[side];
        float[] both = new float[side * side];
        for (int query = 0; query < scores.size(0); query++) {
            byRow.get((first + query) * side, rows);
            byColumn.get((first + query) * side, columns);
            for (int y = 0; y < side; y++) add(columns, rows[y], both, y * side);
            result.put(query * both.length, both);
        }
    }

    private static void add(float[] x, float y, float[] sums, int from) {
        for (int i = 0; i < x.length; i++) sums[from + i] = x[i] + y;
    }

    @Override
    public List<Consumer<INDArray>> readersOf(INDArray array) {
        return Step.places(terms, array);
    }
}

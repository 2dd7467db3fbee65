package dev.robis.nn.graph.run;

import dev.robis.nn.graph.engine.OffHeap;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The product of some rows with a constant matrix, {@code Y = X W}, outside of a graph: for networks whose sizes change
 * from call to call. Owns memory for the rows off-heap until closed. Not safe for concurrent use.
 */
public final class Product implements AutoCloseable {

    private final INDArray weights;
    private final INDArray x;
    private final INDArray y;
    private final FloatBuffer input;
    private final FloatBuffer output;
    private EngineStep step;
    private long rows;

    /**
     * @param weights {@code [in, out]}, not owned
     * @param most rows at once
     */
    private Product(INDArray weights, int most) {
        this.weights = weights;
        this.x = OffHeap.allocate(most, weights.size(0));
        this.y = OffHeap.allocate(most, weights.size(1));
        this.input = OffHeap.elements(x);
        this.output = OffHeap.elements(y);
    }

    /** A matrix that products share. */
    public static final class Matrix implements AutoCloseable {

        private final INDArray array;

        /**
         * @param rows of the matrix
         * @param columns of the matrix
         * @param values row by row. Not modified.
         */
        public Matrix(int rows, int columns, float[] values) {
            array = Nd4j.createUninitialized(DataType.FLOAT, new long[] {rows, columns}, 'c');
            OffHeap.elements(array).put(values, 0, rows * columns);
        }

        /** @param most rows at once */
        public Product product(int most) {
            return new Product(array, most);
        }

        @Override
        public void close() {
            array.close();
        }
    }

    /** Where the rows of {@code X} are written, row after row. */
    public FloatBuffer input() {
        return input;
    }

    /** Where the rows of {@code Y} are found, row after row. */
    public FloatBuffer output() {
        return output;
    }

    /**
     * Multiplies the first rows, on the calling thread alone.
     *
     * @param count of the rows
     */
    public void run(int count) {
        if (step == null || count != rows) {
            rows = count;
            step = EngineStep.product(
                    OffHeap.window(x, 0, count, 0, x.size(1)),
                    false,
                    weights,
                    false,
                    1,
                    0,
                    OffHeap.window(y, 0, count, 0, y.size(1)));
        }
        step.run();
    }

    @Override
    public void close() {
        x.close();
        y.close();
    }
}

package dev.robis.nn.graph.kernel;

import dev.robis.nn.graph.run.Step;
import dev.robis.nn.graph.run.WorkingMemory;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A kernel that computes every row of a matrix {@code [R, C]} by itself, on the Java heap, where loops over arrays run in
 * vectors; all cores take part. Its further inputs are matrices of that shape or vectors {@code [C]}.
 */
abstract class RowKernel extends Kernel {

    /** Elements that are worth waking another core for: a tenth of a millisecond's work, which waking takes too. */
    private static final int GRAIN = 1 << 17;

    /** Elements added up in float32; sums of longer rows are of double precision. */
    private static final int PIECE = 2048;

    RowKernel(SameDiff graph, SDVariable... inputs) {
        super(graph, inputs);
    }

    /**
     * Computes one row in place.
     *
     * @param row the first input's row, to be replaced by the output's
     * @param others of the further inputs the same row, or the vector
     */
    abstract void compute(float[] row, float[][] others);

    /** The same on arrays of another type, by the engine, however slowly: gradients are checked in double precision. */
    void compute(INDArray[] inputs, INDArray output) {
        throw new IllegalStateException(opName() + " computes in float32, found " + output.dataType());
    }

    @Override
    public final Step bind(List<INDArray> inputs, INDArray output, WorkingMemory memory) {
        INDArray[] own = inputs.toArray(INDArray[]::new);
        return new Step() {

            @Override
            public void run() {
                if (output.dataType() != DataType.FLOAT) compute(own, output);
                else RowKernel.this.run(Arrays.stream(own).map(Kernel::elements).toArray(FloatBuffer[]::new), output);
            }

            @Override
            public List<Consumer<INDArray>> readersOf(INDArray array) {
                return Step.places(own, array);
            }
        };
    }

    private void run(FloatBuffer[] inputs, INDArray output) {
        int columns = Math.toIntExact(output.size(1));
        int rows = Math.toIntExact(output.size(0));
        FloatBuffer result = elements(output);
        parallel(rows, columns, (from, to) -> {
            float[] row = new float[columns];
            float[][] others = new float[inputs.length - 1][columns];
            for (int i = 0; i < others.length; i++) inputs[i + 1].get(0, others[i]);
            for (int r = from; r < to; r++) {
                inputs[0].get(r * columns, row);
                for (int i = 0; i < others.length; i++)
                    if (inputs[i + 1].limit() > columns) inputs[i + 1].get(r * columns, others[i]);
                compute(row, others);
                result.put(r * columns, row);
            }
        });
    }

    /** Sum of a row's elements. */
    static double sum(float[] x) {
        double sum = 0;
        for (int from = 0; from < x.length; from += PIECE) sum += sum(x, from, Math.min(from + PIECE, x.length));
        return sum;
    }

    /** Four sums at once: a single one would wait for every addition, and round more. */
    private static float sum(float[] x, int from, int to) {
        float a = 0, b = 0, c = 0, d = 0;
        int i = from;
        for (; i <= to - 4; i += 4) {
            a += x[i];
            b += x[i + 1];
            c += x[i + 2];
            d += x[i + 3];
        }
        for (; i < to; i++) a += x[i];
        return a + b + (c + d);
    }

    /** Inner product of two rows. */
    static double dot(float[] x, float[] y) {
        double sum = 0;
        for (int from = 0; from < x.length; from += PIECE) sum += dot(x, y, from, Math.min(from + PIECE, x.length));
        return sum;
    }

    private static float dot(float[] x, float[] y, int from, int to) {
        float a = 0, b = 0, c = 0, d = 0;
        int i = from;
        for (; i <= to - 4; i += 4) {
            a += x[i] * y[i];
            b += x[i + 1] * y[i + 1];
            c += x[i + 2] * y[i + 2];
            d += x[i + 3] * y[i + 3];
        }
        for (; i < to; i++) a += x[i] * y[i];
        return a + b + (c + d);
    }

    /** Some rows of many. */
    interface Rows {
        void compute(int from, int to);
    }

    /** Shares rows out among the cores. */
    static void parallel(int rows, int columns, Rows work) {
        int most = 4 * Runtime.getRuntime().availableProcessors();
        int parts = (int) Math.max(1, Math.min(Math.min(rows, most), (long) rows * columns / GRAIN));
        if (parts == 1) work.compute(0, rows);
        else
            IntStream.range(0, parts)
                    .parallel()
                    .forEach(part ->
                            work.compute((int) ((long) rows * part / parts), (int) ((long) rows * (part + 1) / parts)));
    }
}

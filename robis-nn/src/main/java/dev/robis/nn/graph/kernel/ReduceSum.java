package dev.robis.nn.graph.kernel;

import dev.robis.nn.graph.run.Step;
import dev.robis.nn.graph.run.WorkingMemory;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sums of a matrix's columns, {@code [R, C] -> [C]}, added up in one order whatever the number of cores. */
final class ReduceSum extends Kernel {

    /** Rows added up in float32 before the sums are added to others. */
    private static final int GROUP = 256;

    ReduceSum(SameDiff graph, SDVariable x) {
        super(graph, x);
    }

    @Override
    long[] outputShape(List<INDArray> inputs) {
        return new long[] {inputs.get(0).size(1)};
    }

    @Override
    public Step bind(List<INDArray> inputs, INDArray output, WorkingMemory memory) {
        INDArray[] own = inputs.toArray(INDArray[]::new);
        return new Step() {

            @Override
            public void run() {
                if (output.dataType() == DataType.FLOAT) add(own[0], elements(output));
                else output.assign(own[0].sum(0)); // gradients are checked in double precision
            }

            @Override
            public List<Consumer<INDArray>> readersOf(INDArray array) {
                return Step.places(own, array);
            }
        };
    }

    private static void add(INDArray x, FloatBuffer sums) {
        int rows = Math.toIntExact(x.size(0));
        int columns = Math.toIntExact(x.size(1));
        FloatBuffer elements = elements(x);
        float[][] groups = new float[(rows + GROUP - 1) / GROUP][columns];
        RowKernel.parallel(groups.length, GROUP * columns, (from, to) -> {
            float[] row = new float[columns];
            for (int r = from * GROUP; r < Math.min(to * GROUP, rows); r++) {
                elements.get(r * columns, row);
                float[] group = groups[r / GROUP];
                for (int i = 0; i < columns; i++) group[i] += row[i];
            }
        });
        double[] total = new double[columns];
        for (float[] group : groups) for (int i = 0; i < columns; i++) total[i] += group[i];
        for (int i = 0; i < columns; i++) sums.put(i, (float) total[i]);
    }
}

package dev.robis.nn.graph.engine;

import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Crosses between tensors on the Java heap and off-heap arrays of the engine. Stateless. */
public final class OffHeap {

    /** Rows transposed at once: a band of a wide matrix stays in the cache. */
    private static final int BAND = 32;

    private OffHeap() {}

    /** A new float32 array, c order, whose elements are not set. */
    public static INDArray allocate(long... shape) {
        return Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
    }

    /** Copies a tensor off the heap. */
    public static INDArray of(Tensor tensor) {
        INDArray array = allocate(Arrays.stream(tensor.shape()).asLongStream().toArray());
        elements(array).put(tensor.data());
        return array;
    }

    /** Copies a stored tensor off the heap, without passing through it. */
    public static INDArray of(TensorSource source, String name, long... shape) {
        INDArray array = allocate(shape);
        source.read(name, 0, elements(array));
        return array;
    }

    /** Copies a stored matrix off the heap, with rows and columns exchanged: {@code [columns, rows]}. */
    public static INDArray transposed(TensorSource source, String name, int rows, int columns) {
        INDArray array = allocate(columns, rows);
        FloatBuffer elements = elements(array);
        float[] band = new float[Math.min(rows, BAND) * columns];
        float[] column = new float[BAND];
        for (int from = 0; from < rows; from += BAND) {
            int count = Math.min(BAND, rows - from);
            source.read(name, (long) from * columns, FloatBuffer.wrap(band, 0, count * columns));
            for (int c = 0; c < columns; c++) {
                for (int r = 0; r < count; r++) column[r] = band[r * columns + c];
                elements.put(c * rows + from, column, 0, count);
            }
        }
        return array;
    }

    /** Copies an array of any type to the heap, as float32. */
    public static Tensor tensor(INDArray array) {
        Tensor tensor = Tensor.zeros(
                Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray());
        INDArray floats = array.castTo(DataType.FLOAT);
        INDArray dense = floats.ordering() == 'c' && !floats.isView() ? floats : floats.dup('c');
        elements(dense).get(tensor.data());
        if (dense != array) dense.close();
        if (floats != array && floats != dense) floats.close();
        return tensor;
    }

    /** The elements of a dense c-order array, as a window on its memory. */
    public static FloatBuffer elements(INDArray array) {
        FloatBuffer all = array.data().asNioFloat();
        all.limit(Math.toIntExact(array.length()));
        return all;
    }

    /** A part of a dense array seen as a matrix of its last axis: some rows, of these some columns, where they are. */
    public static INDArray window(INDArray x, long row, long rows, long column, long columns) {
        requireDense(x);
        long width = x.size(-1);
        return Nd4j.create(
                x.data(), new long[] {rows, columns}, new long[] {width, 1}, row * width + column, 'c', x.dataType());
    }

    public static void requireDense(INDArray x) {
        if (x.ordering() != 'c' || x.isView())
            throw new IllegalStateException("expected a dense array in c order, found " + x.shapeInfoToString());
    }
}

package dev.robis.benchmarks;

import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.tensor.Tensor;
import org.nd4j.linalg.api.blas.params.MMulTranspose;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.factory.Nd4j;

/** The engine's matrix product into an array that exists, as graphs use it. Not safe for concurrent use. */
public final class Gemm implements AutoCloseable {

    private final INDArray left;
    private final INDArray right;
    private final INDArray product;

    /** A product of random matrices. */
    public Gemm(MatrixShape shape) {
        this(SeededWeights.normal(1, shape.m(), shape.k()), SeededWeights.normal(2, shape.k(), shape.n()));
    }

    /**
     * @param left {@code [m, k]}. Not modified.
     * @param right {@code [k, n]}. Not modified.
     */
    public Gemm(Tensor left, Tensor right) {
        this.left = OffHeap.of(left);
        this.right = OffHeap.of(right);
        product = OffHeap.allocate(left.shape()[0], right.shape()[1]);
    }

    public void multiply() {
        Nd4j.exec(new Mmul(left, right, product, MMulTranspose.allFalse()));
    }

    /** The latest product. */
    public Tensor product() {
        return OffHeap.tensor(product);
    }

    @Override
    public void close() {
        left.close();
        right.close();
        product.close();
    }
}

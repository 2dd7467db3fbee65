package dev.robis.benchmarks;

import dev.robis.nn.graph.OffHeap;
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

    public Gemm(MatrixShape shape) {
        left = OffHeap.of(SeededWeights.normal(1, shape.m(), shape.k()));
        right = OffHeap.of(SeededWeights.normal(2, shape.k(), shape.n()));
        product = OffHeap.allocate(shape.m(), shape.n());
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

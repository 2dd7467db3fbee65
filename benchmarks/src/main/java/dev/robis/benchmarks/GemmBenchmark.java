package dev.robis.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The engine's matrix product in the shapes of a ViT-B/14 on one tile, and a large square: the machine's peak as the engine reaches it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class GemmBenchmark {

    @Param({"1374x768x3072", "1374x3072x768", "2048x2048x2048"})
    public String shape;

    private Gemm gemm;

    @Setup
    public void make() {
        gemm = new Gemm(MatrixShape.parse(shape));
    }

    @Benchmark
    public void multiply() {
        gemm.multiply();
    }

    @TearDown
    public void close() {
        gemm.close();
    }
}

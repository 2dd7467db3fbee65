package dev.robis.benchmarks;

import dev.robis.nn.inp.InpFormer;
import dev.robis.nn.inp.InpFormerConfig;
import dev.robis.nn.tensor.Tensor;
import java.util.List;
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

/** The anomaly model, images to patch distances: encoder, prototypes, bottleneck and eight decoder blocks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
public class InpFormerBenchmark {

    @Param({"small", "base"})
    public String encoder;

    @Param({"224", "518"})
    public int side;

    @Param("1")
    public int batch;

    private InpFormer model;
    private Tensor images;

    @Setup
    public void open() {
        InpFormerConfig config = NetworkShapes.anomalyModel(encoder);
        model = InpFormer.open(
                config, SeededWeights.of(config.encoder()), SeededWeights.ofTrainedPart(config), side, side, batch);
        images = SeededWeights.normal(1, batch, 3, side, side);
    }

    @Benchmark
    public List<Tensor> distances() {
        return model.distances(images);
    }

    @TearDown
    public void close() {
        model.close();
    }
}

package dev.robis.benchmarks;

import dev.robis.nn.inp.InpFormerConfig;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.vit.Vit;
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

/** The frozen encoder as far as INP-Former reads it, blocks 0 to 9 of ViT-S/14 or ViT-B/14 with registers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
public class VitBenchmark {

    @Param({"small", "base"})
    public String encoder;

    @Param({"224", "518"})
    public int side;

    @Param("1")
    public int batch;

    private Vit vit;
    private Tensor images;

    @Setup
    public void open() {
        InpFormerConfig model = NetworkShapes.anomalyModel(encoder);
        vit = Vit.open(
                model.encoder(),
                SeededWeights.of(model.encoder()),
                List.of(model.lastEncoderBlock()),
                batch,
                side,
                side);
        images = SeededWeights.normal(1, batch, 3, side, side);
    }

    @Benchmark
    public List<Tensor> encode() {
        return vit.tokens(images);
    }

    @TearDown
    public void close() {
        vit.close();
    }
}

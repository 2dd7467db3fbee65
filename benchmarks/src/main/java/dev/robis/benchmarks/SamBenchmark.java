package dev.robis.benchmarks;

import dev.robis.nn.sam.SamConfig;
import dev.robis.nn.sam.SamPrediction;
import dev.robis.nn.sam.SamPredictor;
import dev.robis.nn.sam.SamPrompt;
import dev.robis.nn.tensor.Tensor;
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

/** Segment Anything on an image of 1024×1024: encoding it, and answering one box after that. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
public class SamBenchmark {

    @Param("vit_b")
    public String model;

    private SamPredictor sam;
    private Tensor image;

    @Setup
    public void open() {
        SamConfig config = SamConfig.named(model);
        sam = SamPredictor.open(config, SeededWeights.of(config));
        image = SeededWeights.normal(1, 3, config.imageSize(), config.imageSize());
        encode();
    }

    @Benchmark
    public void encode() {
        int side = sam.config().imageSize();
        sam.setImage(image, SamPredictor.ChannelOrder.RGB, side, side);
    }

    @Benchmark
    public SamPrediction decode() {
        return sam.predict(SamPrompt.box(100, 120, 300, 400), SamPredictor.MaskOutput.SINGLE);
    }

    @TearDown
    public void close() {
        sam.close();
    }
}

package dev.robis.benchmarks;

import dev.robis.nn.inp.InpFormerConfig;
import dev.robis.nn.inp.InpFormerTrainer;
import dev.robis.nn.inp.StepReport;
import dev.robis.nn.inp.TrainingPlan;
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

/** One training step: encode, backward through the trained half, clip, update. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
public class TrainingStepBenchmark {

    @Param({"small", "base"})
    public String encoder;

    @Param({"224", "518"})
    public int side;

    @Param("8")
    public int batch;

    private InpFormerTrainer trainer;
    private Tensor images;

    @Setup
    public void open() {
        InpFormerConfig config = NetworkShapes.anomalyModel(encoder);
        TrainingPlan plan = TrainingPlan.reference(batch, 10_000);
        trainer = InpFormerTrainer.start(config, plan, SeededWeights.of(config.encoder()), side, 1);
        images = SeededWeights.normal(1, batch, 3, side, side);
    }

    @Benchmark
    public StepReport step() {
        return trainer.step(images);
    }

    @TearDown
    public void close() {
        trainer.close();
    }
}

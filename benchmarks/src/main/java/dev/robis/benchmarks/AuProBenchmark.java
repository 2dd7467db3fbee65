package dev.robis.benchmarks;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import dev.robis.eval.OfficialConfig;
import dev.robis.eval.OfficialScores;
import dev.robis.eval.SplitEvaluator;
import java.util.ArrayList;
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
import org.openjdk.jmh.annotations.Warmup;

/** AU-PRO over twenty maps of 518×518: exact, as one of all official metrics, and in 200 steps. One thread each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AuProBenchmark {

    @Param("20")
    public int images;

    @Param("518")
    public int side;

    private final List<GrayF32> maps = new ArrayList<>();
    private final List<GrayU8> truths = new ArrayList<>();

    @Setup
    public void makeSplit() {
        for (int i = 0; i < images; i++) {
            GrayU8 truth = SyntheticSplit.truth(i, side, side);
            truths.add(truth);
            maps.add(SyntheticSplit.map(i, side, side, truth));
        }
    }

    /** With everything else that the evaluator computes of maps. */
    @Benchmark
    public double exact() {
        OfficialConfig config = OfficialConfig.defaults().withIntegrationLimits(0.3);
        try (SplitEvaluator<OfficialScores> evaluator = SplitEvaluator.official(config)) {
            for (int i = 0; i < images; i++) evaluator.add(SyntheticSplit.result(i, maps.get(i), truths.get(i)));
            return evaluator.finish().auPro(0.3).orElseThrow();
        }
    }

    @Benchmark
    public double in200Steps() {
        return SteppedAuPro.of(maps, truths);
    }
}

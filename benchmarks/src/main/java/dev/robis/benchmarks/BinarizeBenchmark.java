package dev.robis.benchmarks;

import boofcv.struct.image.GrayF32;
import dev.robis.seg.binarize.Binarizer;
import dev.robis.seg.binarize.BinaryResult;
import dev.robis.seg.binarize.MeBin;
import dev.robis.seg.binarize.ScoreStatistics;
import dev.robis.seg.binarize.SearchRange;
import dev.robis.seg.map.HalfPrecision;
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

/** A mask from a map: MEBin in the reference's half precision, and both rules as calibrated. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BinarizeBenchmark {

    @Param("612")
    public int width;

    @Param("512")
    public int height;

    private GrayF32 map;
    private Binarizer meBin;
    private Binarizer calibrated;

    @Setup
    public void make() {
        map = HalfPrecision.round(SyntheticSplit.map(0, width, height, SyntheticSplit.truth(0, width, height)));
        ScoreStatistics statistics = ScoreStatistics.of(map);
        statistics = statistics.withMaxima(new SearchRange(statistics.max() / 2, statistics.max()));
        meBin = Binarizer.reference(statistics).withRule(MeBin.reference());
        calibrated = Binarizer.calibrated(statistics);
    }

    @Benchmark
    public BinaryResult meBinAsReference() {
        return meBin.binarize(map);
    }

    @Benchmark
    public BinaryResult calibrated() {
        return calibrated.binarize(map);
    }
}

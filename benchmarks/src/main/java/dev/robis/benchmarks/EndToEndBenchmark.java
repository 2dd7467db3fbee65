package dev.robis.benchmarks;

import dev.robis.seg.AnomalySegmenter;
import dev.robis.seg.result.Segmentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
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

/** An image file of 2448×2048 to its mask, all nine tiles, with a bundle of seeded weights. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
public class EndToEndBenchmark {

    @Param({"small", "base"})
    public String encoder;

    @Param({"224", "518"})
    public int side;

    private Path folder;
    private SeededBundle files;
    private AnomalySegmenter segmenter;

    @Setup
    public void open() throws IOException {
        folder = Files.createTempDirectory("robis-benchmark-");
        files = SeededBundle.write(folder, NetworkShapes.encoder(encoder), side);
        segmenter = files.open();
    }

    @Benchmark
    public Segmentation segment() throws IOException {
        return segmenter.segment(files.image());
    }

    @TearDown
    public void close() throws IOException {
        segmenter.close();
        FileUtils.deleteDirectory(folder.toFile());
    }
}

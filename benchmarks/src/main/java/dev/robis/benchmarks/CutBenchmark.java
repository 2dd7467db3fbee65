package dev.robis.benchmarks;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.seg.image.InputTransform;
import dev.robis.seg.tile.Tile;
import dev.robis.seg.tile.TileGrid;
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
import org.openjdk.jmh.infra.Blackhole;

/** Cutting an image of 2448×2048 in memory into nine tiles, and making the network's input of each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CutBenchmark {

    @Param({"224", "518"})
    public int side;

    @Param("1024")
    public int window;

    private Planar<GrayU8> image;
    private TileGrid grid;

    @Setup
    public void make() {
        image = SyntheticPhoto.of(2448, 2048);
        grid = TileGrid.reference(image.width, image.height, window, 0.1);
    }

    @Benchmark
    public void cutAndNormalise(Blackhole sink) {
        InputTransform transform = new InputTransform(side, side);
        for (Tile tile : grid.tiles()) {
            float[] input = new float[transform.length()];
            transform.write(grid.cut(image, tile), input, 0);
            sink.consume(input);
        }
    }
}

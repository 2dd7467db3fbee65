package dev.robis.benchmarks;

import boofcv.struct.image.GrayF32;
import dev.robis.seg.tile.Tile;
import dev.robis.seg.tile.TileGrid;
import dev.robis.seg.tile.TileMerger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Merging nine maps of 256×256 to that of an image of 2448×2048, as the reference does and without seams. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MergeBenchmark {

    private final TileGrid reference = TileGrid.reference(2448, 2048, 1024, 0.1);
    private final TileGrid inside = TileGrid.inside(2448, 2048, 1024, 0.1);
    private final List<GrayF32> maps = new ArrayList<>();

    @Setup
    public void make() {
        for (int i = 0; i < reference.count(); i++) maps.add(SyntheticSplit.map(i, 256, 256, null));
    }

    @Benchmark
    public GrayF32 asReference() {
        return merge(reference, TileMerger.reference(reference, 256));
    }

    @Benchmark
    public GrayF32 tapered() {
        return merge(inside, TileMerger.tapered(inside, 256, 612, 512));
    }

    private GrayF32 merge(TileGrid grid, TileMerger merger) {
        List<Tile> tiles = grid.tiles();
        for (int i = 0; i < tiles.size(); i++) merger.add(tiles.get(i), maps.get(i));
        return merger.finish();
    }
}

package dev.robis.seg.stage;

import boofcv.struct.image.GrayF32;
import dev.robis.seg.RobisConfig;
import dev.robis.seg.data.Sample;
import dev.robis.seg.data.Split;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.ImageSize;
import dev.robis.seg.image.MapFiles;
import dev.robis.seg.score.TileScorer;
import dev.robis.seg.score.TileSource;
import dev.robis.seg.tile.Tile;
import dev.robis.seg.tile.TileGrid;
import dev.robis.seg.tile.TileMerger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Scores the tiles of a split under {@link dev.robis.seg.Protocol#REFERENCE}. Memory does not grow with the number of
 * images: raw maps wait in a temporary file beside the results.
 */
public final class TestStage {

    private final RobisConfig config;
    private final ResultFolders folders;

    public TestStage(RobisConfig config, ResultFolders folders) {
        this.config = config;
        this.folders = folders;
    }

    /**
     * Writes the map of every tile.
     *
     * @param tiles of one split
     * @param scorer opened for {@link dev.robis.seg.Protocol#REFERENCE}
     * @return maps written
     */
    public int run(String category, Split split, TileSource tiles, TileScorer scorer, StageListener listener)
            throws IOException {
        Path folder = Files.createDirectories(folders.maps(category, split));
        try (SplitMaps maps = SplitMaps.score(tiles, scorer, config.mapSize(), folder, listener)) {
            for (int i = 0; i < maps.count(); i++)
                MapFiles.writeFloat16(folders.map(category, split, maps.name(i)), maps.map(i));
            return maps.count();
        }
    }

    /**
     * Writes the merged map of every image, and none of a tile.
     *
     * @param samples of one split
     * @param scorer opened for {@link dev.robis.seg.Protocol#REFERENCE}
     * @return maps written
     */
    public int runAndMerge(
            String category, Split split, List<Sample> samples, TileScorer scorer, StageListener listener)
            throws IOException {
        Path folder = Files.createDirectories(folders.maps(category, split));
        TileSource tiles = TileSource.cutting(samples, config.window(), config.overlap());
        try (SplitMaps maps = SplitMaps.score(tiles, scorer, config.mapSize(), folder, listener)) {
            int next = 0;
            for (Sample sample : samples) {
                ImageSize size = ImageFiles.size(sample.image());
                TileGrid grid = TileGrid.reference(size.width(), size.height(), config.window(), config.overlap());
                TileMerger merger = TileMerger.reference(grid, config.mapSize());
                for (Tile tile : grid.tiles()) merger.add(tile, maps.map(next++));
                GrayF32 merged = merger.finish();
                MapFiles.writeFloat16(folders.map(category, sample), merged);
            }
            return samples.size();
        }
    }
}

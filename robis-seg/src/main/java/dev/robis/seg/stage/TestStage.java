package dev.robis.seg.stage;

import boofcv.struct.image.GrayF32;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.data.Sample;
import dev.robis.seg.data.Split;
import dev.robis.seg.detector.Detector;
import dev.robis.seg.detector.Scored;
import dev.robis.seg.detector.TileBatches;
import dev.robis.seg.image.MapFiles;
import dev.robis.seg.progress.StageListener;
import dev.robis.seg.score.CutTile;
import dev.robis.seg.score.TileSource;
import dev.robis.seg.tile.TileMerger;
import dev.robis.seg.tile.Tiling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Scores the tiles of a split under {@link dev.robis.seg.config.Protocol#REFERENCE}. Memory does not grow with the number of
 * images: raw maps wait in a temporary file beside the results.
 */
public final class TestStage {

    private final MapConfig maps;
    private final ResultFolders folders;

    public TestStage(MapConfig maps, ResultFolders folders) {
        this.maps = maps;
        this.folders = folders;
    }

    /**
     * Writes the map of every tile.
     *
     * @param tiles of one split, by their names
     * @param detector with the reference's maps
     * @return maps written
     */
    public int run(String category, Split split, TileSource<String> tiles, Detector detector, StageListener listener)
            throws IOException {
        Path folder = Files.createDirectories(folders.maps(category, split));
        try (SplitMaps<String> scored = SplitMaps.score(tiles, detector, maps.mapSize(), folder, listener)) {
            scored.forEach(tile -> MapFiles.writeFloat16(folders.map(category, split, tile.place()), tile.map()));
            return scored.count();
        }
    }

    /**
     * Writes the merged map of every image, and none of a tile.
     *
     * @param samples of one split
     * @param detector with the reference's maps
     * @return maps written
     */
    public int runAndMerge(
            String category, Split split, List<Sample> samples, Detector detector, StageListener listener)
            throws IOException {
        Path folder = Files.createDirectories(folders.maps(category, split));
        TileSource<CutTile> tiles = TileSource.cutting(samples, Tiling.PADDED, maps.window(), maps.overlap());
        try (SplitMaps<CutTile> scored = SplitMaps.score(tiles, detector, maps.mapSize(), folder, listener)) {
            scored.forEach(new Merging(category));
            return samples.size();
        }
    }

    /** Tiles come image by image; the map of an image is written with its last one. */
    private final class Merging implements TileBatches.Sink<CutTile> {

        private final String category;
        private TileMerger merger;

        Merging(String category) {
            this.category = category;
        }

        @Override
        public void accept(Scored<CutTile> scored) throws IOException {
            CutTile place = scored.place();
            if (merger == null) merger = TileMerger.reference(place.grid(), maps.mapSize());
            merger.add(place.tile(), scored.map());
            if (!place.last()) return;
            GrayF32 merged = merger.finish();
            merger = null;
            MapFiles.writeFloat16(folders.map(category, place.sample()), merged);
        }
    }
}

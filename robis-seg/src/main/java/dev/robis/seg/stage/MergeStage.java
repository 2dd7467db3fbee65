package dev.robis.seg.stage;

import dev.robis.seg.config.MapConfig;
import dev.robis.seg.data.Sample;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.ImageSize;
import dev.robis.seg.image.MapFiles;
import dev.robis.seg.progress.StageListener;
import dev.robis.seg.tile.Tile;
import dev.robis.seg.tile.TileGrid;
import dev.robis.seg.tile.TileMerger;
import dev.robis.seg.tile.TileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Puts the maps of tiles together, as the reference does; sizes come from the images. The merged map takes the place of
 * its tiles, which are deleted unless they are to be kept. An image that is merged already is left alone, also where a
 * merge was stopped before all its tiles were deleted.
 */
public final class MergeStage {

    private final MapConfig maps;
    private final ResultFolders folders;
    private final boolean keepTiles;

    public MergeStage(MapConfig maps, ResultFolders folders, boolean keepTiles) {
        this.maps = maps;
        this.folders = folders;
        this.keepTiles = keepTiles;
    }

    /**
     * @param samples of one split
     * @return maps written
     * @throws NoSuchFileException if an image has neither all its tiles' maps nor a merged one, naming a missing tile
     */
    public int run(String category, List<Sample> samples, StageListener listener) throws IOException {
        int written = 0;
        int done = 0;
        for (Sample sample : samples) {
            if (merge(sample, folders.map(category, sample))) written++;
            listener.onProgress(++done, samples.size());
        }
        return written;
    }

    private boolean merge(Sample sample, Path target) throws IOException {
        ImageSize size = ImageFiles.size(sample.image());
        TileGrid grid = TileGrid.reference(size.width(), size.height(), maps.window(), maps.overlap());
        List<Path> files =
                grid.tiles().stream().map(tile -> file(target, tile, grid)).toList();
        if (Files.isRegularFile(target) && !Files.exists(files.get(0))) { // the first is deleted first
            delete(files);
            return false;
        }
        TileMerger merger = TileMerger.reference(grid, maps.mapSize());
        int index = 0;
        for (Tile tile : grid.tiles()) {
            Path file = files.get(index++);
            if (!Files.isRegularFile(file))
                throw new NoSuchFileException(file + ": the map of a tile is missing; " + sample.image() + " has "
                        + grid.count() + " tiles. Test the split first, with the same window and overlap");
            merger.add(tile, MapFiles.read(file));
        }
        MapFiles.writeFloat16(target, merger.finish());
        delete(files);
        return true;
    }

    private void delete(List<Path> files) throws IOException {
        if (!keepTiles) for (Path file : files) Files.deleteIfExists(file);
    }

    private static Path file(Path target, Tile tile, TileGrid grid) {
        String name = target.getFileName().toString();
        return target.resolveSibling(TileName.of(name.substring(0, name.lastIndexOf('.')), tile, grid) + ".tiff");
    }
}

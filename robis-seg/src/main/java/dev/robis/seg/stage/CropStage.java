package dev.robis.seg.stage;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.data.Sample;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.ImageSize;
import dev.robis.seg.progress.StageListener;
import dev.robis.seg.tile.Tile;
import dev.robis.seg.tile.TileGrid;
import dev.robis.seg.tile.TileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Cuts images into tile files, ground-truth masks too, as three bands. An image whose tiles are all there is left
 * alone, so that a crop that was stopped goes on.
 */
public final class CropStage {

    private final MapConfig maps;
    private final ResultFolders folders;

    public CropStage(MapConfig maps, ResultFolders folders) {
        this.maps = maps;
        this.folders = folders;
    }

    /**
     * @param samples of one category
     * @return tiles written
     */
    public int run(String category, List<Sample> samples, StageListener listener) throws IOException {
        int written = 0;
        int done = 0;
        for (Sample sample : samples) {
            Path folder = folders.crops(category, sample.split());
            written += cut(sample.image(), folder.resolve(sample.name()));
            if (sample.groundTruth().isPresent()) {
                Path mask = sample.groundTruth().get();
                String name = mask.getFileName().toString();
                Path parent =
                        folder.resolve("ground_truth").resolve(sample.name()).getParent();
                written += cut(mask, parent.resolve(name.substring(0, name.lastIndexOf('.'))));
            }
            listener.onProgress(++done, samples.size());
        }
        return written;
    }

    private int cut(Path file, Path stem) throws IOException {
        ImageSize size = ImageFiles.size(file);
        TileGrid grid = TileGrid.reference(size.width(), size.height(), maps.window(), maps.overlap());
        List<Path> targets = grid.tiles().stream()
                .map(tile -> stem.resolveSibling(TileName.of(stem.getFileName().toString(), tile, grid) + ".png"))
                .toList();
        if (targets.stream().allMatch(Files::isRegularFile)) return 0;
        Planar<GrayU8> image = ImageFiles.read(file);
        List<Tile> tiles = grid.tiles();
        ImageFiles.writePngs(targets, i -> grid.cut(image, tiles.get(i)));
        return targets.size();
    }
}

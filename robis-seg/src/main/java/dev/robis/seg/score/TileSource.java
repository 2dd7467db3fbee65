package dev.robis.seg.score;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.seg.data.Sample;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.tile.MirroredImage;
import dev.robis.seg.tile.Tile;
import dev.robis.seg.tile.TileGrid;
import dev.robis.seg.tile.TileName;
import dev.robis.seg.tile.Tiling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Tiles, one after the other in a fixed order; none is kept. */
public interface TileSource {

    /** What is done with a tile. */
    interface Consumer {

        /**
         * @param name path of the tile below its split, without extension
         * @param tile bands red, green, blue
         */
        void accept(String name, Planar<GrayU8> tile) throws IOException;
    }

    /** Every tile, in the same order each time. */
    void forEach(Consumer consumer) throws IOException;

    /**
     * The same tiles, read and cut in a thread of its own while earlier ones are in work.
     *
     * @param most tiles that wait, positive
     */
    default TileSource ahead(int most) {
        return new TilesAhead(this, most);
    }

    /** Cuts images while they are read, as the reference does: black beyond their edges. */
    static TileSource cutting(List<Sample> samples, int window, double overlap) {
        return consumer -> {
            for (Sample sample : samples) {
                Planar<GrayU8> image = ImageFiles.read(sample.image());
                cut(sample, image, TileGrid.reference(image.width, image.height, window, overlap), consumer);
            }
        };
    }

    /** Cuts images while they are read, without black: tiles stay inside, small images are mirrored. */
    static TileSource cuttingInside(List<Sample> samples, Tiling tiling, int window, double overlap) {
        return consumer -> {
            for (Sample sample : samples) {
                Planar<GrayU8> image = ImageFiles.read(sample.image());
                TileGrid grid = tiling.grid(image.width, image.height, window, overlap);
                cut(sample, MirroredImage.atLeast(image, grid.window()), grid, consumer);
            }
        };
    }

    private static void cut(Sample sample, Planar<GrayU8> image, TileGrid grid, Consumer consumer) throws IOException {
        for (Tile tile : grid.tiles()) consumer.accept(TileName.of(sample.name(), tile, grid), grid.cut(image, tile));
    }

    /**
     * Reads tiles that were cut before.
     *
     * @param files by the name of the tile
     */
    static TileSource reading(List<NamedFile> files) {
        return consumer -> {
            for (NamedFile tile : files) consumer.accept(tile.name(), ImageFiles.read(tile.file()));
        };
    }

    /**
     * A file and the name of what it holds.
     *
     * @param name path below a split, without extension, with forward slashes
     * @param file where it is
     */
    record NamedFile(String name, Path file) {}
}

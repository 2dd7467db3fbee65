package dev.robis.seg.score;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.seg.data.Sample;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.PillowResize;
import dev.robis.seg.tile.Tile;
import dev.robis.seg.tile.TileGrid;
import dev.robis.seg.tile.Tiling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * Tiles with their places, one after the other in a fixed order; none is kept.
 *
 * @param <P> how a place is told: by a {@link CutTile}, or by the name of a file
 */
public interface TileSource<P> {

    /** What is done with a tile. */
    interface Consumer<P> {
        void accept(Placed<P> tile) throws IOException;
    }

    /** Every tile, in the same order each time. */
    void forEach(Consumer<P> consumer) throws IOException;

    /**
     * The same tiles, read and cut in a thread of its own while earlier ones are in work.
     *
     * @param most tiles that wait, positive
     */
    default TileSource<P> ahead(int most) {
        return new TilesAhead<>(this, most);
    }

    /** The same tiles, with their places told otherwise. */
    default <Q> TileSource<Q> as(Function<P, Q> place) {
        return consumer -> forEach(tile -> consumer.accept(new Placed<>(place.apply(tile.place()), tile.pixels())));
    }

    /** Cuts images while they are read. */
    static TileSource<CutTile> cutting(List<Sample> samples, Tiling tiling, int window, double overlap) {
        return cutting(samples, 0, tiling, window, overlap);
    }

    /**
     * Cuts images while they are read, small ones enlarged.
     *
     * @param shorterSide pixels to which the shorter side of a smaller image is enlarged; 0 for no such thing
     */
    static TileSource<CutTile> cutting(
            List<Sample> samples, int shorterSide, Tiling tiling, int window, double overlap) {
        return consumer -> {
            for (Sample sample : samples) {
                Planar<GrayU8> image = PillowResize.atLeast(ImageFiles.read(sample.image()), shorterSide);
                TileGrid grid = tiling.grid(image.width, image.height, window, overlap);
                Planar<GrayU8> whole = tiling.fill(image, grid);
                for (Tile tile : grid.tiles())
                    consumer.accept(new Placed<>(new CutTile(sample, grid, tile), grid.cut(whole, tile)));
            }
        };
    }

    /**
     * Reads tiles that were cut before.
     *
     * @param files by the name of the tile
     */
    static TileSource<String> reading(List<NamedFile> files) {
        return consumer -> {
            for (NamedFile tile : files) consumer.accept(new Placed<>(tile.name(), ImageFiles.read(tile.file())));
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

package dev.robis.seg;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.detector.Detector;
import dev.robis.seg.detector.TileBatches;
import dev.robis.seg.image.PillowResize;
import dev.robis.seg.score.Placed;
import dev.robis.seg.tile.MapSize;
import dev.robis.seg.tile.Tile;
import dev.robis.seg.tile.TileGrid;
import dev.robis.seg.tile.TileMerger;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The map of one image by itself: its tiles scored and merged without seams, at the scale of the tiles' maps. */
final class ImageMap {

    private ImageMap() {}

    /** Raw scores; the only tiles in memory are those in the network. */
    static GrayF32 raw(MapConfig maps, Detector detector, Planar<GrayU8> given) {
        Planar<GrayU8> image = PillowResize.atLeast(given, maps.shorterSide());
        TileGrid grid = maps.tiling().grid(image.width, image.height, maps.window(), maps.overlap());
        Planar<GrayU8> whole = maps.tiling().fill(image, grid);
        TileMerger merger = TileMerger.of(
                grid,
                maps.tileMap(whole.width, whole.height),
                maps.imageMap(grid.window(), whole.width, whole.height),
                maps.placement(),
                maps.blending());
        TileBatches<Tile> batches = new TileBatches<>(detector, scored -> merger.add(scored.place(), scored.map()));
        try {
            for (Tile tile : grid.tiles()) batches.add(new Placed<>(tile, grid.cut(whole, tile)));
            batches.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a merger does no input or output
        }
        MapSize visible = maps.imageMap(grid.window(), image.width, image.height);
        return merger.finish().subimage(0, 0, visible.width(), visible.height()).clone();
    }
}

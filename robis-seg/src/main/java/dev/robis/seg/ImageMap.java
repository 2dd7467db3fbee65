package dev.robis.seg;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.seg.score.TileScorer;
import dev.robis.seg.tile.MirroredImage;
import dev.robis.seg.tile.Tile;
import dev.robis.seg.tile.TileGrid;
import dev.robis.seg.tile.TileMerger;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** The map of one image by itself: its tiles scored and merged without seams, at the scale of the tiles' maps. */
final class ImageMap {

    private ImageMap() {}

    /** Raw scores; the only tiles in memory are those in the network. */
    static GrayF32 raw(RobisConfig config, Set<Repair> repairs, TileScorer scorer, Planar<GrayU8> image) {
        boolean inside = repairs.contains(Repair.TILE_POSITIONS);
        Planar<GrayU8> whole = inside ? MirroredImage.atLeast(image, config.window()) : image;
        TileGrid grid = inside
                ? TileGrid.inside(whole.width, whole.height, config.window(), config.overlap())
                : TileGrid.reference(whole.width, whole.height, config.window(), config.overlap());
        TileMerger merger = TileMerger.of(
                grid,
                config.mapSize(),
                config.onMap(whole.width),
                config.onMap(whole.height),
                Repair.placement(repairs),
                Repair.blending(repairs));
        List<Tile> tiles = grid.tiles();
        for (int from = 0; from < tiles.size(); from += scorer.batch()) {
            if (Thread.currentThread().isInterrupted())
                throw new CancellationException("interrupted after " + from + " of " + tiles.size() + " tiles");
            List<Tile> some = tiles.subList(from, Math.min(from + scorer.batch(), tiles.size()));
            List<GrayF32> maps = scorer.score(
                    some.stream().map(tile -> grid.cut(whole, tile)).toList());
            for (int i = 0; i < some.size(); i++) merger.add(some.get(i), maps.get(i));
        }
        return merger.finish()
                .subimage(0, 0, config.onMap(image.width), config.onMap(image.height))
                .clone();
    }
}

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
import java.util.concurrent.CancellationException;

/** The map of one image by itself: its tiles scored and merged without seams, at the scale of the tiles' maps. */
final class ImageMap {

    private ImageMap() {}

    /** Raw scores; the only tiles in memory are those in the network. */
    static GrayF32 raw(RobisConfig config, Decision decision, TileScorer scorer, Planar<GrayU8> image) {
        boolean inside = decision.repairs().contains(Repair.TILE_POSITIONS);
        TileGrid grid = inside
                ? decision.tiling().grid(image.width, image.height, config.window(), config.overlap())
                : TileGrid.reference(image.width, image.height, config.window(), config.overlap());
        Planar<GrayU8> whole = inside ? MirroredImage.atLeast(image, grid.window()) : image;
        double scale = (double) config.mapSize() / grid.window();
        TileMerger merger = TileMerger.of(
                grid,
                config.mapSize(),
                onMap(whole.width, scale),
                onMap(whole.height, scale),
                Repair.placement(decision.repairs()),
                Repair.blending(decision.repairs()));
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
                .subimage(0, 0, onMap(image.width, scale), onMap(image.height, scale))
                .clone();
    }

    private static int onMap(int side, double scale) {
        return Math.max(1, (int) Math.round(side * scale));
    }
}

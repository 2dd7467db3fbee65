package dev.robis.seg.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import boofcv.struct.image.GrayF32;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TileMergerTest {

    private static final TileGrid GRID = TileGrid.reference(100, 80, 32, 0.25);

    static List<TileMerger> mergers() {
        return List.of(TileMerger.reference(GRID, 8), TileMerger.tapered(GRID, 8, 50, 40));
    }

    @RepeatedTest(50)
    void cutPiecesMergeToWhatWasCut() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TileGrid grid = Grids.random(random);
        GrayF32 map = new GrayF32(grid.width(), grid.height());
        for (int i = 0; i < map.data.length; i++) map.data[i] = random.nextFloat();
        TileMerger merger = TileMerger.tapered(grid, grid.window(), grid.width(), grid.height());
        for (Tile tile : grid.tiles()) merger.add(tile, grid.cut(map, tile));
        float[] merged = merger.finish().data;
        for (int i = 0; i < merged.length; i++)
            assertThat(merged[i]).as("seed %d, %s, pixel %d", seed, grid, i).isCloseTo(map.data[i], within(1e-5f));
    }

    /** Bilinear sampling keeps a plane, so one shows a misplaced tile at every pair of resolutions. */
    @RepeatedTest(50)
    void aPlaneComesBackAtAnyResolution() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TileGrid grid = Grids.random(random);
        int mapSide = 2 + random.nextInt(40);
        int width = 1 + random.nextInt(90);
        int height = 1 + random.nextInt(90);
        TileMerger merger = TileMerger.tapered(grid, mapSide, width, height);
        double mapPixel = (double) grid.window() / mapSide;
        for (Tile tile : grid.tiles()) {
            GrayF32 map = new GrayF32(mapSide, mapSide);
            for (int y = 0; y < mapSide; y++)
                for (int x = 0; x < mapSide; x++)
                    map.set(x, y, (float) plane(tile.x() + (x + 0.5) * mapPixel, tile.y() + (y + 0.5) * mapPixel));
            merger.add(tile, map);
        }
        GrayF32 merged = merger.finish();
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                double atX = (x + 0.5) * grid.width() / width;
                double atY = (y + 0.5) * grid.height() / height;
                boolean clamped = atEdge(grid, grid.columns(), grid.width(), atX, mapPixel)
                        || atEdge(grid, grid.rows(), grid.height(), atY, mapPixel);
                assertThat((double) merged.get(x, y))
                        .as("seed %d, %s, maps of %d, %dx%d, x=%d, y=%d", seed, grid, mapSide, width, height, x, y)
                        .isCloseTo(plane(atX, atY), within(1e-4 + (clamped ? 0.05 * mapPixel : 0)));
            }
    }

    private static double plane(double x, double y) {
        return 3 + 0.02 * x - 0.03 * y;
    }

    /** Within a map pixel of the edge of the image or of a tile, where there is nothing to interpolate with. */
    private static boolean atEdge(TileGrid grid, int tiles, int size, double at, double mapPixel) {
        return Math.abs(size - at) <= mapPixel
                || IntStream.range(0, tiles)
                        .map(tile -> tile * grid.step())
                        .anyMatch(start ->
                                Math.abs(at - start) <= mapPixel || Math.abs(start + grid.window() - at) <= mapPixel);
    }

    @RepeatedTest(50)
    void constantTilesMergeToThatConstant() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TileGrid grid = Grids.random(random);
        float score = 255 * random.nextFloat();
        int mapSide = 1 + random.nextInt(20);
        GrayF32 map = new GrayF32(mapSide, mapSide);
        Arrays.fill(map.data, score);
        TileMerger merger = TileMerger.tapered(grid, mapSide, 1 + random.nextInt(90), 1 + random.nextInt(90));
        grid.tiles().forEach(tile -> merger.add(tile, map));
        for (float merged : merger.finish().data)
            assertThat(merged).as("seed %d, %s", seed, grid).isCloseTo(score, within(1e-6f * score));
    }

    /** Across an overlap the result runs linearly from one tile to the next. */
    @Test
    void weightsTaperAcrossTheOverlap() {
        TileGrid grid = TileGrid.reference(14, 8, 8, 0.25); // steps of 6: the overlap is x = 6 and 7
        TileMerger merger = TileMerger.tapered(grid, 8, 14, 8);
        merger.add(grid.tile(0, 0), new GrayF32(8, 8));
        GrayF32 ones = new GrayF32(8, 8);
        Arrays.fill(ones.data, 1);
        merger.add(grid.tile(0, 1), ones);
        GrayF32 merged = merger.finish();
        for (int y = 0; y < 8; y++)
            assertThat(Arrays.copyOfRange(merged.data, 14 * y, 14 * y + 14))
                    .containsExactly(0, 0, 0, 0, 0, 0, 0.25f, 0.75f, 1, 1, 1, 1, 1, 1);
    }

    @Test
    void thePaddingOfATileIsIgnored() {
        TileGrid grid = TileGrid.reference(10, 10, 16, 0.25);
        GrayF32 map = new GrayF32(16, 16);
        Arrays.fill(map.data, 99);
        map.subimage(0, 0, 10, 10).setTo(new GrayF32(10, 10));
        TileMerger merger = TileMerger.tapered(grid, 16, 35, 35);
        merger.add(grid.tile(0, 0), map);
        assertThat(merger.finish().data).containsOnly(0);
    }

    @Test
    void referenceTilesDriftByTheTruncatedPartOfTheStep() {
        TileGrid grid = TileGrid.reference(30, 8, 8, 0.4); // steps of 4 pixels; of 2 in maps of 4, where 2.4 is meant
        TileMerger merger = TileMerger.reference(grid, 4);
        for (Tile tile : grid.tiles()) {
            GrayF32 map = new GrayF32(4, 4);
            Arrays.fill(map.data, tile.column() + 1);
            merger.add(tile, map);
        }
        GrayF32 merged = merger.finish();
        assertThat(merged.width).isEqualTo(15);
        assertThat(merged.height).isEqualTo(4);
        assertThat(Arrays.copyOf(merged.data, 6)).containsExactly(1, 1, 1.5f, 1.5f, 2.5f, 2.5f);
    }

    @Test
    void referencePixelsThatDriftLeavesToNoTileAreZero() {
        TileGrid grid = TileGrid.reference(463, 64, 64, 0.1); // eight tiles, 57 pixels apart; 14 instead of 14.25
        TileMerger merger = TileMerger.reference(grid, 16);
        GrayF32 ones = new GrayF32(16, 16);
        Arrays.fill(ones.data, 1);
        grid.tiles().forEach(tile -> merger.add(tile, ones));
        GrayF32 merged = merger.finish();
        assertThat(merged.width).isEqualTo(115);
        assertThat(merged.get(113, 0)).isEqualTo(1);
        assertThat(merged.get(114, 0)).isZero();
    }

    @Test
    void mapsMayBeSubImages() {
        Random random = new Random(2);
        for (int kind = 0; kind < 2; kind++) {
            TileMerger plain = mergers().get(kind);
            TileMerger fromSub = mergers().get(kind);
            for (Tile tile : GRID.tiles()) {
                GrayF32 around = new GrayF32(13, 11);
                for (int i = 0; i < around.data.length; i++) around.data[i] = random.nextFloat();
                GrayF32 inside = around.subimage(2, 1, 10, 9);
                fromSub.add(tile, inside);
                plain.add(tile, inside.clone());
            }
            assertThat(fromSub.finish().data).containsExactly(plain.finish().data);
        }
    }

    @ParameterizedTest
    @MethodSource("mergers")
    void everyTileIsNeededOnce(TileMerger merger) {
        GrayF32 map = new GrayF32(8, 8);
        List<Tile> tiles = GRID.tiles();
        merger.add(tiles.get(0), map);
        assertThatThrownBy(() -> merger.add(tiles.get(0), map))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("added before")
                .hasMessageContaining(tiles.get(0).toString());
        assertThatThrownBy(merger::finish)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 of " + tiles.size())
                .hasMessageContaining(tiles.get(1).toString());
        tiles.subList(1, tiles.size()).forEach(tile -> merger.add(tile, map));
        merger.finish();
        assertThatThrownBy(merger::finish).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> merger.add(tiles.get(0), map)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @MethodSource("mergers")
    void refusesForeignTilesAndMaps(TileMerger merger) {
        assertThatThrownBy(() -> merger.add(new Tile(0, 1, 5, 0), new GrayF32(8, 8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none of TileGrid");
        assertThatThrownBy(() -> merger.add(GRID.tile(0, 0), new GrayF32(8, 9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 8x8, found 8x9");
    }

    @Test
    void refusesImpossibleMergers() {
        assertThatThrownBy(() -> TileMerger.reference(GRID, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TileMerger.tapered(GRID, -1, 5, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TileMerger.tapered(GRID, 8, 5, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5x0");
        assertThatThrownBy(() -> TileMerger.reference(TileGrid.reference(3, 9, 1024, 0.1), 256))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3x9");
        assertThatThrownBy(() -> TileMerger.reference(TileGrid.reference(99, 99, 32, 0.9), 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no step");
    }
}

package dev.robis.seg.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class TileGridTest {

    @RepeatedTest(50)
    void everyPixelIsInATileAndNoTileIsIdle() {
        long seed = System.nanoTime();
        TileGrid grid = Grids.random(new Random(seed));
        int[] covered = new int[grid.width() * grid.height()];
        for (Tile tile : grid.tiles()) {
            assertThat(tile.x()).as("seed %d, %s", seed, grid).isLessThan(grid.width());
            assertThat(tile.y()).as("seed %d, %s", seed, grid).isLessThan(grid.height());
            for (int y = tile.y(); y < Math.min(tile.y() + grid.window(), grid.height()); y++)
                for (int x = tile.x(); x < Math.min(tile.x() + grid.window(), grid.width()); x++)
                    covered[y * grid.width() + x]++;
        }
        assertThat(covered).as("seed %d, %s", seed, grid).doesNotContain(0);
    }

    @RepeatedTest(20)
    void cutTilesHoldTheImageAndBlackBeyondIt() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TileGrid grid = Grids.random(random);
        Planar<GrayU8> around = new Planar<>(GrayU8.class, grid.width() + 7, grid.height() + 5, 3);
        for (GrayU8 band : around.bands) random.nextBytes(band.data);
        Planar<GrayU8> image = around.subimage(4, 3, 4 + grid.width(), 3 + grid.height());
        for (Tile tile : grid.tiles()) {
            Planar<GrayU8> cut = grid.cut(image, tile);
            assertThat(cut.width).isEqualTo(grid.window());
            assertThat(cut.height).isEqualTo(grid.window());
            for (int y = 0; y < grid.window(); y++)
                for (int x = 0; x < grid.window(); x++)
                    for (int band = 0; band < 3; band++) {
                        boolean inside = image.isInBounds(tile.x() + x, tile.y() + y);
                        int expected = inside ? image.getBand(band).get(tile.x() + x, tile.y() + y) : 0;
                        assertThat(cut.getBand(band).get(x, y))
                                .as("seed %d, %s, %s, x=%d, y=%d, band %d", seed, grid, tile, x, y, band)
                                .isEqualTo(expected);
                    }
        }
    }

    @Test
    void aTileInsideTheImageSharesItsPixelsAndAPaddedOneDoesNot() {
        TileGrid grid = TileGrid.reference(10, 4, 4, 0.25);
        GrayU8 image = new GrayU8(10, 4);
        assertThat(grid.cut(image, grid.tile(0, 1)).data).isSameAs(image.data);
        TileGrid padded = TileGrid.reference(9, 4, 4, 0.25);
        GrayU8 smaller = new GrayU8(9, 4);
        assertThat(padded.cut(smaller, padded.tile(0, 2)).data).isNotSameAs(smaller.data);
    }

    @Test
    void anImageFarSmallerThanTheWindowIsOneTile() {
        TileGrid grid = TileGrid.reference(30, 5, 1024, 0.1);
        assertThat(grid.tiles()).isEqualTo(List.of(new Tile(0, 0, 0, 0)));
    }

    @Test
    void sizesUpToTheLargestIntDoNotOverflow() {
        TileGrid grid = TileGrid.reference(Integer.MAX_VALUE, 1, 1, 0);
        assertThat(grid.columns()).isEqualTo(Integer.MAX_VALUE);
        assertThat(grid.tile(0, Integer.MAX_VALUE - 1).x()).isEqualTo(Integer.MAX_VALUE - 1);
        assertThatThrownBy(TileGrid.reference(Integer.MAX_VALUE, 2, 1, 0)::count)
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void refusesImpossibleGrids() {
        refused(0, 5, 4, 0.1, "0x5");
        refused(5, -1, 4, 0.1, "5x-1");
        refused(5, 5, 0, 0.1, "window");
        refused(5, 5, 4, -0.1, "-0.1");
        refused(5, 5, 4, 1, "1.0");
        refused(5, 5, 4, Double.NaN, "NaN");
        refused(5, 5, 4, 0.9, "no step");
    }

    private static void refused(int width, int height, int window, double overlap, String message) {
        assertThatThrownBy(() -> TileGrid.reference(width, height, window, overlap))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesForeignTilesAndImages() {
        TileGrid grid = TileGrid.reference(100, 80, 32, 0.25);
        assertThatThrownBy(() -> grid.tile(0, grid.columns())).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> grid.tile(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> grid.cut(new GrayU8(80, 100), grid.tile(0, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("100x80")
                .hasMessageContaining("80x100");
        GrayU8 image = new GrayU8(100, 80);
        for (Tile foreign : List.of(new Tile(0, 1, 23, 0), new Tile(-1, 0, 0, -24), new Tile(0, 99, 2376, 0)))
            assertThatThrownBy(() -> grid.cut(image, foreign))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(foreign.toString());
    }
}

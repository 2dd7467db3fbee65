package dev.robis.seg.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class TilingTest {

    @Test
    void aPhotoOfTheBenchmarkTakesSixTilesInsteadOfNine() {
        assertThat(Tiling.FIXED.grid(2448, 2048, 1024, 0.1).count()).isEqualTo(9);
        TileGrid balanced = Tiling.BALANCED.grid(2448, 2048, 1024, 0.1);
        assertThat(balanced.count()).isEqualTo(6);
        assertThat(balanced.window()).isEqualTo(1078);
        assertThat(balanced.tiles()).extracting(Tile::x).containsExactly(0, 685, 1370, 0, 685, 1370);
        assertThat(balanced.tiles()).extracting(Tile::y).containsExactly(0, 0, 0, 970, 970, 970);
    }

    @RepeatedTest(100)
    void coversTheImageInsideItWithNoMoreTilesAndTheOverlapAskedFor() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int window = 8 + random.nextInt(200);
        double overlap = random.nextDouble() * 0.6;
        int width = 1 + random.nextInt(900);
        int height = 1 + random.nextInt(900);
        TileGrid fixed = Tiling.FIXED.grid(width, height, window, overlap);
        TileGrid balanced = Tiling.BALANCED.grid(width, height, window, overlap);
        String what = "seed " + seed + ", " + balanced;
        assertThat(balanced.count()).as(what).isLessThanOrEqualTo(fixed.count());
        assertThat(balanced.window()).as(what).isBetween(window, window + window / 8);
        assertThat(balanced.width()).as(what).isEqualTo(Math.max(width, balanced.window()));
        assertThat(balanced.height()).as(what).isEqualTo(Math.max(height, balanced.window()));
        spread(what, balanced, balanced.columns(), balanced.width());
        spread(what, balanced, balanced.rows(), balanced.height());
    }

    private static void spread(String what, TileGrid grid, int count, int size) {
        assertThat(grid.start(0, size)).as(what).isZero();
        assertThat(grid.start(count - 1, size)).as(what).isEqualTo(size - grid.window());
        for (int i = 1; i < count; i++)
            assertThat(grid.start(i, size) - grid.start(i - 1, size))
                    .as(what)
                    .isPositive()
                    .isLessThanOrEqualTo(grid.step())
                    .isCloseTo((size - grid.window()) / (count - 1), offset(1));
    }
}

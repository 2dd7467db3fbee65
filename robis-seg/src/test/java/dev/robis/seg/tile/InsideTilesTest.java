package dev.robis.seg.tile;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Grids whose tiles stay inside the image, and images too small for one. */
class InsideTilesTest {

    @RepeatedTest(20)
    void tilesCoverTheImageAndStayInside() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int window = 8 + random.nextInt(60);
        int width = window + random.nextInt(200);
        int height = window + random.nextInt(200);
        TileGrid grid = TileGrid.inside(width, height, window, random.nextDouble() * 0.7);
        boolean[] covered = new boolean[width * height];
        for (Tile tile : grid.tiles()) {
            assertThat(tile.x() + window).as("seed %d, %s", seed, grid).isLessThanOrEqualTo(width);
            assertThat(tile.y() + window).as("seed %d, %s", seed, grid).isLessThanOrEqualTo(height);
            for (int y = tile.y(); y < tile.y() + window; y++)
                for (int x = tile.x(); x < tile.x() + window; x++) covered[y * width + x] = true;
        }
        assertThat(covered).as("seed %d, %s", seed, grid).doesNotContain(false);
    }

    @RepeatedTest(20)
    void whatIsCutFromAMapMergesBackToIt() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int window = 16 + random.nextInt(40);
        int width = window + random.nextInt(120);
        int height = window + random.nextInt(120);
        TileGrid grid = TileGrid.inside(width, height, window, random.nextDouble() * 0.6);
        GrayF32 map = new GrayF32(width, height);
        for (int i = 0; i < map.data.length; i++) map.data[i] = 255 * random.nextFloat();
        TileMerger merger = TileMerger.tapered(grid, window, width, height);
        for (Tile tile : grid.tiles()) merger.add(tile, grid.cut(map, tile));
        assertThat(merger.finish().data).as("seed %d, %s", seed, grid).containsExactly(map.data, Offset.offset(1e-3f));
    }

    @Test
    void aSmallImageIsMirroredToTheSizeOfATileAndALargeOneIsItself() {
        Planar<GrayU8> image = new Planar<>(GrayU8.class, 3, 2, 1);
        for (int i = 0; i < 6; i++) image.getBand(0).data[i] = (byte) (i + 1);
        GrayU8 larger = MirroredImage.atLeast(image, 5).getBand(0);
        assertThat(larger.width).isEqualTo(5);
        assertThat(larger.height).isEqualTo(5);
        assertThat(larger.data)
                .isEqualTo(new byte[] {1, 2, 3, 3, 2, 4, 5, 6, 6, 5, 4, 5, 6, 6, 5, 1, 2, 3, 3, 2, 1, 2, 3, 3, 2});
        assertThat(MirroredImage.atLeast(image, 2)).isSameAs(image);
        assertThat(MirroredImage.atLeast(image.subimage(1, 0, 3, 2), 3).getBand(0).data)
                .isEqualTo(new byte[] {2, 3, 3, 5, 6, 6, 5, 6, 6});
    }
}

package dev.robis.seg.inp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.robis.nn.tensor.Tensor;
import dev.robis.seg.TinyProduct;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.image.InputTransform;
import dev.robis.seg.score.Placed;
import dev.robis.seg.score.TileSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTilesTest {

    private static final RobisConfig CONFIG = TinyProduct.config();

    @TempDir
    Path folder;

    @Test
    void everyEpochHasAnOrderOfItsOwn() throws IOException {
        try (TrainingTiles tiles = tiles(CONFIG, 20)) {
            int[] first = tiles.order(0);
            assertThat(first).isEqualTo(tiles.order(0)).isNotEqualTo(tiles.order(1));
            assertThat(Arrays.stream(first).sorted().toArray())
                    .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
            try (TrainingTiles other = tiles(CONFIG.withSeed(2), 20)) {
                assertThat(other.order(0)).isNotEqualTo(first);
            }
        }
    }

    @Test
    void withoutAugmentationATileIsWhatTheNetworkSeesInATest() throws IOException {
        try (TrainingTiles tiles = tiles(CONFIG.withAugment(false).withInputSize(84, 56), 3)) {
            InputTransform transform = new InputTransform(84, 56);
            float[] expected = new float[3 * transform.length()];
            for (int i = 0; i < 3; i++)
                transform.write(TinyProduct.texture(2 - i, 64, 64), expected, i * transform.length());
            assertThat(tiles.batch(7, new int[] {2, 1, 0})).isEqualTo(new Tensor(new int[] {3, 3, 56, 56}, expected));
        }
    }

    @Test
    void augmentationDependsOnSeedEpochAndTileButNotOnTheBatch() throws IOException {
        int[] order = {0, 1, 2, 3, 4, 5, 6, 7};
        try (TrainingTiles tiles = tiles(CONFIG, 8);
                TrainingTiles other = tiles(CONFIG.withSeed(2), 8)) {
            Tensor all = tiles.batch(0, order);
            assertThat(tiles.batch(0, order)).isEqualTo(all);
            assertThat(tiles.batch(1, order)).isNotEqualTo(all);
            assertThat(other.batch(0, order)).isNotEqualTo(all);
            int half = all.data().length / 2;
            assertThat(tiles.batch(0, Arrays.copyOfRange(order, 4, 8)).data())
                    .isEqualTo(Arrays.copyOfRange(all.data(), half, 2 * half));
        }
    }

    @Test
    void theFingerprintIsThatOfNamesAndPixels() throws IOException {
        try (TrainingTiles tiles = tiles(CONFIG, 3);
                TrainingTiles same = tiles(CONFIG.withSeed(2), 3);
                TrainingTiles fewer = tiles(CONFIG, 2);
                TrainingTiles renamed =
                        TrainingTiles.prepare(CONFIG, source(3).as(name -> "x" + name), false, folder)) {
            assertThat(same.fingerprint()).isEqualTo(tiles.fingerprint());
            assertThat(fewer.fingerprint()).isNotEqualTo(tiles.fingerprint());
            assertThat(renamed.fingerprint()).isNotEqualTo(tiles.fingerprint());
        }
        assertThat(folder).isEmptyDirectory();
    }

    private TrainingTiles tiles(RobisConfig config, int count) throws IOException {
        return TrainingTiles.prepare(config, source(count), false, folder);
    }

    private static TileSource<String> source(int count) {
        return to -> {
            for (int i = 0; i < count; i++) to.accept(new Placed<>("tile" + i, TinyProduct.texture(i, 64, 64)));
        };
    }
}

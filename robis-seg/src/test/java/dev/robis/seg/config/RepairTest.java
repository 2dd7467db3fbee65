package dev.robis.seg.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import boofcv.struct.image.GrayF32;
import dev.robis.nn.tensor.Tensor;
import dev.robis.seg.calibration.Calibration;
import dev.robis.seg.calibration.GoodImages;
import dev.robis.seg.map.AnomalyMapper;
import dev.robis.seg.map.GaussianBlur;
import dev.robis.seg.refine.Missed;
import dev.robis.seg.refine.RefineConfig;
import dev.robis.seg.refine.SamInput;
import dev.robis.seg.result.Judge;
import dev.robis.seg.result.Segmentation;
import dev.robis.seg.tile.Tile;
import dev.robis.seg.tile.TileGrid;
import dev.robis.seg.tile.TileMerger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What each repair is worth, on the smallest thing that shows it. */
class RepairTest {

    private static Set<Repair> without(Repair repair) {
        Set<Repair> made = EnumSet.allOf(Repair.class);
        made.remove(repair);
        return made;
    }

    private static MapConfig maps(Set<Repair> made) {
        return MapConfig.defaults().without(left(made));
    }

    private static Decision decision(Set<Repair> made) {
        return Decision.defaults().without(left(made));
    }

    private static Set<Repair> left(Set<Repair> made) {
        return EnumSet.complementOf(EnumSet.copyOf(made));
    }

    /** Maps of tiles, given what a tile's map shows at a place of the image. */
    private static GrayF32 merged(Set<Repair> made, TileGrid grid, int mapSide, int width, Scores scores) {
        TileMerger merger = TileMerger.of(
                grid, mapSide, width, width, maps(made).placement(), maps(made).blending());
        double pixel = (double) grid.window() / mapSide;
        for (Tile tile : grid.tiles()) {
            GrayF32 map = new GrayF32(mapSide, mapSide);
            for (int y = 0; y < mapSide; y++)
                for (int x = 0; x < mapSide; x++) map.set(x, y, (float) scores.at(tile, tile.x() + (x + 0.5) * pixel));
            merger.add(tile, map);
        }
        return merger.finish();
    }

    private interface Scores {
        double at(Tile tile, double x);
    }

    /** The reference's tiles of 1024 pixels lie 921 apart, on maps of 256 pixels 230 instead of 230.25. */
    @Test
    void tilePositionsDoNotDrift() {
        TileGrid grid = TileGrid.inside(6000, 6000, 1024, 0.1);
        int width = 1500;
        Scores ramp = (tile, x) -> x / 1000;
        GrayF32 with = merged(Repair.ALL, grid, 256, width, ramp);
        GrayF32 drifted = merged(without(Repair.TILE_POSITIONS), grid, 256, width, ramp);
        int probe = 1300; // in the sixth tile alone
        double truth = (probe + 0.5) * 4 / 1000;
        assertThat((double) with.get(probe, 700)).isCloseTo(truth, within(1e-4));
        double late = (drifted.get(probe, 700) - truth) * 1000 / 4; // map pixels
        assertThat(late)
                .as("tiles lie too early, so the map shows what comes later")
                .isGreaterThan(1);
    }

    @Test
    void smoothMergingLeavesNoSeam() {
        TileGrid grid = TileGrid.inside(180, 180, 100, 0.2);
        Scores bias = (tile, x) -> 100 + 10 * tile.column();
        GrayF32 with = merged(Repair.ALL, grid, 100, 180, bias);
        GrayF32 seams = merged(without(Repair.SMOOTH_MERGING), grid, 100, 180, bias);
        assertThat(largestStep(with)).isCloseTo(10.0 / 20, within(0.01)); // over the 20 pixels of the overlap
        assertThat(largestStep(seams)).isCloseTo(5, within(0.2));
    }

    private static double largestStep(GrayF32 map) {
        double largest = 0;
        for (int x = 1; x < map.width; x++) largest = Math.max(largest, Math.abs(map.get(x, 50) - map.get(x - 1, 50)));
        return largest;
    }

    @Test
    void smoothMergingDoesNotRoundToHalfPrecision() {
        TileGrid grid = TileGrid.inside(50, 50, 50, 0);
        Scores third = (tile, x) -> 1 / 3.0;
        assertThat(merged(Repair.ALL, grid, 50, 50, third).get(25, 25)).isEqualTo(1 / 3f);
        assertThat(merged(without(Repair.SMOOTH_MERGING), grid, 50, 50, third).get(25, 25))
                .isNotEqualTo(1 / 3f)
                .isCloseTo(1 / 3f, within(1e-3f));
    }

    @Test
    void blurBordersStayBright() {
        GrayF32 with = mapped(Repair.ALL);
        GrayF32 dark = mapped(without(Repair.BLUR_BORDERS));
        assertThat(with.get(0, 0)).isCloseTo(1, within(1e-5f));
        assertThat(dark.get(0, 0)).isLessThan(0.45f);
        assertThat(dark.get(14, 14)).isCloseTo(1, within(1e-5f));
    }

    private static GrayF32 mapped(Set<Repair> made) {
        Tensor ones = Tensor.zeros(1, 4, 4);
        Arrays.fill(ones.data(), 1);
        return new AnomalyMapper(
                        28, 28, 28, 28, new GaussianBlur(2, 4, maps(made).blur()))
                .maps(List.of(ones))
                .get(0);
    }

    @Test
    void fullSizeMapsAndMasksHaveTheSizeOfTheImage() {
        Segmentation with = square(Repair.ALL);
        Segmentation quarter = square(without(Repair.FULL_SIZE));
        assertThat(List.of(with.anomalyMap().width, with.mask().height)).containsExactly(160, 160);
        assertThat(List.of(quarter.anomalyMap().width, quarter.mask().height)).containsExactly(40, 40);
        assertThat(quarter.score()).isEqualTo(with.score());
        assertThat(quarter.threshold()).isEqualTo(with.threshold());
    }

    /** A square of 12 map pixels is one of 48 in the image; erosion by 6 takes 5 map pixels, so 20. */
    @Test
    void erodedPixelsComeBack() {
        assertThat(square(Repair.ALL).regions()).hasSize(1).first().satisfies(region -> assertThat(region.width())
                .isBetween(44, 48));
        assertThat(square(without(Repair.ERODED_PIXELS)).regions())
                .hasSize(1)
                .first()
                .satisfies(region -> assertThat(region.width()).isBetween(26, 30));
    }

    private static Segmentation square(Set<Repair> made) {
        Random random = new Random(1);
        GoodImages good = new GoodImages(ImageScore.MAXIMUM);
        for (int i = 0; i < 3; i++) good.add(noise(random));
        GrayF32 map = noise(random);
        for (int y = 10; y < 22; y++) for (int x = 10; x < 22; x++) map.set(x, y, 3);
        return new Judge(Calibration.of(good), decision(made), maps(made)).judge(map, 160, 160);
    }

    private static GrayF32 noise(Random random) {
        GrayF32 map = new GrayF32(40, 40);
        for (int i = 0; i < map.data.length; i++) map.data[i] = 0.1f + 0.01f * random.nextFloat();
        return map;
    }

    /** Their effect on masks is shown by the tests of {@code SamFiner}. */
    @Test
    void repairsOfRefiningAreThoseOfItsConfiguration() {
        assertThat(Decision.defaults().refining()).isEqualTo(RefineConfig.calibrated());
        assertThat(decision(without(Repair.SAM_INPUT)).refining().input()).isEqualTo(SamInput.SHRUNK_BGR);
        assertThat(decision(without(Repair.SAM_MISSES)).refining().missed()).isEqualTo(Missed.DROP);
    }

    @Test
    void whatIsLeftOutIsTold() {
        for (Repair repair : Repair.values()) {
            Set<Repair> made = without(repair);
            assertThat(Repair.leftOut(maps(made), decision(made))).containsExactly(repair);
        }
        assertThat(Repair.leftOut(MapConfig.defaults(), Decision.defaults())).isEmpty();
        assertThat(Repair.leftOut(MapConfig.defaults().asReference(), Decision.defaults()))
                .containsExactly(Repair.TILE_POSITIONS, Repair.SMOOTH_MERGING, Repair.BLUR_BORDERS);
    }

    @Test
    void eachRepairChangesWhatItRepairsAlone() {
        List<ToDoubleFunction<Set<Repair>>> all = List.of(
                made -> maps(made).placement().ordinal(),
                made -> maps(made).blending().ordinal(),
                made -> maps(made).blur().ordinal(),
                made -> decision(made).extent().ordinal(),
                made -> decision(made).restoration().ordinal(),
                made -> decision(made).refining().input().ordinal(),
                made -> decision(made).refining().missed().ordinal());
        for (Repair repair : Repair.values())
            for (Repair left : Repair.values())
                assertThat(all.get(repair.ordinal()).applyAsDouble(without(left))
                                != all.get(repair.ordinal()).applyAsDouble(Repair.ALL))
                        .as("%s without %s", repair, left)
                        .isEqualTo(repair == left);
    }
}

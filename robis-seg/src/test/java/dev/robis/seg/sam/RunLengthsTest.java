package dev.robis.seg.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boofcv.struct.image.GrayU8;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunLengthsTest {

    @Test
    void runsGoDownTheColumns() {
        RunLengths runs = RunLengths.of(mask("011", "001"));
        assertThat(runs.counts()).containsExactly(2, 1, 1, 2);
        assertThat(runs.area()).isEqualTo(3);
        assertThat(runs.compressed()).isEqualTo("2111"); // the last 2 is written as 2 - 1
        assertThat(runs).hasToString("3x2 2111");
    }

    @Test
    void aMaskThatBeginsInsideHasAnEmptyFirstRun() {
        assertThat(RunLengths.of(mask("10", "11")).counts()).containsExactly(0, 2, 1, 1);
        assertThat(RunLengths.of(mask("11", "11")).counts()).containsExactly(0, 4);
        assertThat(RunLengths.of(mask("00", "00")).counts()).containsExactly(4);
    }

    @Test
    void compressedCountsAreThoseOfTheFormat() {
        assertThat(RunLengths.of(10, 10, 100).compressed()).isEqualTo("T3"); // 4 + 32 (more), 3
        assertThat(RunLengths.of(4, 4, 16).compressed()).isEqualTo("`0"); // 16 would be a sign: 16 + 32 (more), 0
        assertThat(RunLengths.of(5, 4, 5, 9, 5, 1).compressed()).isEqualTo("595H"); // 1 - 9 = -8, in five bits 24
        // 120 = 3 * 32 + 24; 20 would be a sign; 20 - 120 = -100 = -4 * 32 + 28, and -4 in five bits is 28
        assertThat(RunLengths.of(16, 10, 0, 120, 20, 20).compressed()).isEqualTo("0h3d0lL");
        // lowest first: 0, 0, 5, 11, 19, 27, 1, each but the last with 32 (more)
        assertThat(RunLengths.of(40_000, 50_000, 2_000_000_000).compressed()).isEqualTo("PPU[ck1");
    }

    @RepeatedTest(60)
    void everyFormLeadsBackToTheMask(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        GrayU8 mask = random(new Random(seed));
        RunLengths runs = RunLengths.of(mask);
        assertThat(runs.mask().data).as("seed %d", seed).isEqualTo(mask.data);
        assertThat(RunLengths.of(mask.width, mask.height, runs.counts()))
                .as("seed %d", seed)
                .isEqualTo(runs)
                .hasSameHashCodeAs(runs);
        assertThat(RunLengths.parse(mask.width, mask.height, runs.compressed()))
                .as("seed %d", seed)
                .isEqualTo(runs);
    }

    @RepeatedTest(60)
    void areaAndBoxAreThoseOfThePixels(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        GrayU8 mask = random(new Random(seed));
        int left = mask.width, top = mask.height, right = -1, bottom = -1, area = 0;
        for (int y = 0; y < mask.height; y++)
            for (int x = 0; x < mask.width; x++) {
                if (mask.get(x, y) == 0) continue;
                area++;
                left = Math.min(left, x);
                right = Math.max(right, x);
                top = Math.min(top, y);
                bottom = Math.max(bottom, y);
            }
        RunLengths runs = RunLengths.of(mask);
        assertThat(runs.area()).as("seed %d", seed).isEqualTo(area);
        assertThat(runs.box())
                .as("seed %d", seed)
                .isEqualTo(
                        area == 0
                                ? new BoundingBox(0, 0, 0, 0)
                                : new BoundingBox(left, top, right - left, bottom - top));
    }

    @RepeatedTest(20)
    void logitsOfACropLieInTheImage(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        int width = 1 + random.nextInt(12), height = 1 + random.nextInt(12);
        int x = random.nextInt(width), y = random.nextInt(height);
        BoundingBox at = new BoundingBox(x, y, 1 + random.nextInt(width - x), 1 + random.nextInt(height - y));
        int before = random.nextInt(5);
        float[] logits = new float[before + at.width() * at.height()];
        GrayU8 expected = new GrayU8(width, height);
        for (int i = 0; i < logits.length; i++) {
            logits[i] = random.nextInt(4) == 0 ? 0 : (float) random.nextGaussian();
            if (i < before) continue;
            int pixel = i - before;
            expected.set(x + pixel % at.width(), y + pixel / at.width(), logits[i] > 0 ? 1 : 0);
        }
        assertThat(RunLengths.positive(logits, before, at, width, height))
                .as("seed %d, %s in %dx%d", seed, at, width, height)
                .isEqualTo(RunLengths.of(expected));
    }

    @Test
    void subImagesAreRead() {
        GrayU8 large = mask("1111", "1011", "1101", "1111");
        assertThat(RunLengths.of(large.subimage(1, 1, 3, 3)).counts()).containsExactly(1, 2, 1);
    }

    @Test
    void emptyRunsInBetweenAreJoined() {
        assertThat(RunLengths.of(4, 2, 3, 0, 2, 1, 2, 0)).isEqualTo(RunLengths.of(4, 2, 5, 1, 2));
    }

    @Test
    void countsAreNotShared() {
        RunLengths runs = RunLengths.of(3, 2, 2, 1, 3);
        runs.counts()[0] = 9;
        assertThat(runs.counts()).containsExactly(2, 1, 3);
    }

    @Test
    void differentMasksDiffer() {
        assertThat(RunLengths.of(3, 2, 6)).isNotEqualTo(RunLengths.of(2, 3, 6)).isNotEqualTo(RunLengths.of(3, 2, 5, 1));
    }

    @Test
    void wrongCountsAreRefused() {
        assertThatThrownBy(() -> RunLengths.of(3, 2, 2, 3)).hasMessageContainingAll("3x2 = 6", "found 5");
        assertThatThrownBy(() -> RunLengths.of(3, 2, 2, 5)).hasMessageContainingAll("3x2 = 6", "more than 6");
        assertThatThrownBy(() -> RunLengths.of(3, 2, 6, -1)).hasMessageContainingAll("-1", "index 1");
        assertThatThrownBy(() -> RunLengths.of(1, 1, Integer.MAX_VALUE, 1, Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RunLengths.of(50_000, 50_000)).hasMessageContaining("50000x50000");
        assertThatThrownBy(() -> RunLengths.of(0, 2)).hasMessageContaining("0x2");
        assertThatThrownBy(() -> RunLengths.of(mask("02"))).hasMessageContainingAll("found 2", "x=1, y=0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"6 ", "6/", "6p", "6ä", "ooooooo1", "T", "O", "1o"})
    void wrongTextIsRefused(String counts) {
        assertThatThrownBy(() -> RunLengths.parse(3, 2, counts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("counts");
    }

    @RepeatedTest(200)
    void anyTextIsReadOrRefused(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(9); i > 0; i--) text.append((char) ('/' + random.nextInt(66)));
        try {
            RunLengths runs = RunLengths.parse(3, 2, text.toString());
            assertThat(RunLengths.parse(3, 2, runs.compressed())).isEqualTo(runs);
        } catch (IllegalArgumentException e) {
            assertThat(e).as("seed %d, %s", seed, text).hasMessageContaining("counts");
        }
    }

    private static GrayU8 mask(String... rows) {
        GrayU8 mask = new GrayU8(rows[0].length(), rows.length);
        for (int y = 0; y < mask.height; y++)
            for (int x = 0; x < mask.width; x++) mask.set(x, y, rows[y].charAt(x) - '0');
        return mask;
    }

    /** Few, many or all pixels, alone or in long runs. */
    private static GrayU8 random(Random random) {
        GrayU8 mask = new GrayU8(1 + random.nextInt(40), 1 + random.nextInt(40));
        double density = random.nextInt(5) / 4.0;
        int run = 1 + random.nextInt(100);
        for (int i = 0; i < mask.data.length; i++)
            mask.data[i] = i % run != 0 && i > 0 ? mask.data[i - 1] : (byte) (random.nextDouble() < density ? 1 : 0);
        return mask;
    }
}

package dev.robis.seg.sam;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.struct.image.GrayU8;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SmallRegionsTest {

    @Test
    void smallHolesAreFilledAndSmallIslandsDropped() {
        GrayU8 mask = square(20, 2, 2, 12);
        mask.set(5, 5, 0); // holes of 1 and, joined by a corner, 2 pixels
        mask.set(8, 8, 0);
        mask.set(9, 9, 0);
        mask.set(17, 17, 1); // islands of 1 and 2 pixels
        mask.set(17, 4, 1);
        mask.set(18, 5, 1);
        GrayU8 expected = square(20, 2, 2, 12);
        expected.set(8, 8, 0);
        expected.set(9, 9, 0);
        expected.set(17, 4, 1);
        expected.set(18, 5, 1);
        assertThat(clean(2, mask)).isEqualTo(new SmallRegions.Cleaned(RunLengths.of(expected), true));
        assertThat(clean(3, mask)).isEqualTo(new SmallRegions.Cleaned(RunLengths.of(square(20, 2, 2, 12)), true));
        assertThat(clean(1, mask)).isEqualTo(new SmallRegions.Cleaned(RunLengths.of(mask), false));
    }

    @Test
    void ofSmallIslandsTheLargestStays() {
        GrayU8 mask = new GrayU8(30, 30);
        mask.set(3, 3, 1);
        mask.set(20, 20, 1);
        mask.set(21, 20, 1);
        mask.set(9, 25, 1);
        mask.set(9, 26, 1); // as large, but found later
        GrayU8 expected = new GrayU8(30, 30);
        expected.set(20, 20, 1);
        expected.set(21, 20, 1);
        assertThat(clean(100, mask)).isEqualTo(new SmallRegions.Cleaned(RunLengths.of(expected), true));
    }

    @Test
    void anEmptyMaskHasNothingSmall() {
        RunLengths empty = RunLengths.of(30, 30, 900);
        assertThat(new SmallRegions(100).removeFrom(empty)).isEqualTo(new SmallRegions.Cleaned(empty, false));
    }

    @Test
    void aSmallSurroundingIsAHole() {
        assertThat(clean(400, square(20, 1, 1, 18)).mask()).isEqualTo(RunLengths.of(20, 20, 0, 400));
    }

    @RepeatedTest(20)
    void nothingSmallIsLeft(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        GrayU8 mask = new GrayU8(2 + random.nextInt(40), 2 + random.nextInt(40));
        double density = 0.3 + 0.4 * random.nextDouble();
        for (int i = 0; i < mask.data.length; i++) mask.data[i] = (byte) (random.nextDouble() < density ? 1 : 0);
        int minArea = 1 + random.nextInt(8);
        RunLengths once = clean(minArea, mask).mask();
        SmallRegions.Cleaned twice = new SmallRegions(minArea).removeFrom(once);
        assertThat(twice.mask()).as("seed %d", seed).isEqualTo(once);
        if (once.area() >= minArea)
            assertThat(twice.found()).as("seed %d", seed).isFalse();
    }

    private static SmallRegions.Cleaned clean(int minArea, GrayU8 mask) {
        return new SmallRegions(minArea).removeFrom(RunLengths.of(mask));
    }

    private static GrayU8 square(int size, int x, int y, int side) {
        GrayU8 mask = new GrayU8(size, size);
        for (int v = y; v < y + side; v++) for (int u = x; u < x + side; u++) mask.set(u, v, 1);
        return mask;
    }
}

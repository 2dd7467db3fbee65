package dev.robis.seg.map;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.struct.image.GrayF32;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HalfPrecisionTest {

    @Test
    void roundsThePixelsOfASubImageAndLeavesItAlone() {
        long seed = 11;
        Random random = new Random(seed);
        GrayF32 whole = new GrayF32(9, 7);
        for (int i = 0; i < whole.data.length; i++) whole.data[i] = 255 * random.nextFloat();
        float[] before = whole.data.clone();
        GrayF32 rounded = HalfPrecision.round(whole.subimage(2, 1, 8, 5));
        assertThat(rounded.width).isEqualTo(6);
        assertThat(rounded.height).isEqualTo(4);
        for (int y = 0; y < 4; y++)
            for (int x = 0; x < 6; x++)
                assertThat(rounded.get(x, y))
                        .as("seed %d", seed)
                        .isEqualTo(HalfPrecision.round(whole.get(x + 2, y + 1)));
        assertThat(whole.data).isEqualTo(before);
    }
}

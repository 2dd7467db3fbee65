package dev.robis.seg.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boofcv.struct.image.GrayF32;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MapRangeTest {

    @Test
    void spansAllMapsOfASplit() {
        long seed = 17;
        Random random = new Random(seed);
        MapRange.Collector split = new MapRange.Collector();
        float min = 1;
        float max = 0;
        for (int i = 0; i < 5; i++) {
            GrayF32 map = Maps.random(random, 6, 4);
            for (float score : map.data) {
                min = Math.min(min, score);
                max = Math.max(max, score);
            }
            split.add(Maps.asSubImage(random, map));
        }
        assertThat(split.range()).as("seed %d", seed).isEqualTo(new MapRange(min, max));
    }

    @Test
    void endsBecomeZeroAnd255AndWhatLiesBeyondGoesOn() {
        GrayF32 map = map(0.25f, 0.5f, 0.75f, 1f, 0f);
        float[] scaled = new MapRange(0.25f, 0.75f).normalise(map).data;
        assertThat(scaled).containsExactly(0f, 127.5f, 255f, 382.5f, -127.5f);
        assertThat(map.data).as("the map is not modified").containsExactly(0.25f, 0.5f, 0.75f, 1f, 0f);
    }

    @Test
    void aSubImageIsScaledLikeItsCopy() {
        Random random = new Random(23);
        GrayF32 map = Maps.random(random, 7, 5);
        MapRange range = MapRange.of(map);
        assertThat(range.normalise(Maps.asSubImage(random, map)).data).containsExactly(range.normalise(map).data);
    }

    @Test
    void aConstantRangeGivesZeros() {
        assertThat(new MapRange(0.5f, 0.5f).normalise(map(0.5f, 0.6f, 0.1f)).data)
                .containsOnly(0f);
    }

    @Test
    void refusesWhatHasNoRange() {
        assertThatThrownBy(() -> MapRange.of(map(0, Float.NaN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN at x=1, y=0");
        assertThatThrownBy(() -> MapRange.of(map(Float.POSITIVE_INFINITY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Infinity");
        assertThatThrownBy(() -> MapRange.of(new GrayF32(0, 0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MapRange(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.0 to 0.0");
        assertThatThrownBy(() -> new MapRange(Float.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MapRange.Collector().range()).isInstanceOf(IllegalStateException.class);
    }

    private static GrayF32 map(float... scores) {
        GrayF32 map = new GrayF32(scores.length, 1);
        map.data = scores;
        return map;
    }
}

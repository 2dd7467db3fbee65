package dev.robis.seg.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import boofcv.struct.image.GrayF32;
import dev.robis.nn.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnomalyMapperTest {

    @Test
    void calibratedMapsKeepTheirBordersAndTakeAnySize() {
        Tensor distances = Tensor.zeros(2, 4, 4);
        Arrays.fill(distances.data(), 0.4f);
        List<GrayF32> maps = AnomalyMapper.calibrated(56, 100, 30).maps(List.of(distances, distances));
        assertThat(maps).hasSize(2);
        for (GrayF32 map : maps) {
            assertThat(map.width).isEqualTo(100);
            assertThat(map.height).isEqualTo(30);
            for (float score : map.data) assertThat(score).isCloseTo(0.4f, within(1e-6f));
        }
    }

    @Test
    void inTheMiddleBothAgree() {
        Tensor distances = random(new Random(4), 1, 5, 5);
        GrayF32 reference = AnomalyMapper.reference(70).maps(List.of(distances)).get(0);
        GrayF32 calibrated =
                AnomalyMapper.calibrated(70, 256, 256).maps(List.of(distances)).get(0);
        for (int y = 2; y < 254; y++)
            for (int x = 2; x < 254; x++) assertThat(reference.get(x, y)).isEqualTo(calibrated.get(x, y));
        assertThat(reference.get(0, 0)).isLessThan(calibrated.get(0, 0));
    }

    @Test
    void inputsNeedNotBeSquare() {
        AnomalyMapper mapper = new AnomalyMapper(28, 70, 9, 11, new GaussianBlur(1, 1, GaussianBlur.Border.ZERO));
        GrayF32 map = mapper.maps(List.of(random(new Random(8), 1, 5, 2))).get(0);
        assertThat(map.width).isEqualTo(9);
        assertThat(map.height).isEqualTo(11);
    }

    @Test
    void concurrentCallsGiveWhatSerialOnesGive() {
        long seed = 31;
        Random random = new Random(seed);
        AnomalyMapper mapper = AnomalyMapper.calibrated(140, 64, 64);
        List<List<Tensor>> batches = IntStream.range(0, 64)
                .mapToObj(i -> List.of(random(random, 2, 10, 10), random(random, 2, 10, 10)))
                .toList();
        List<float[]> serial =
                batches.stream().map(batch -> mapper.maps(batch).get(1).data).toList();
        List<float[]> parallel = batches.parallelStream()
                .map(batch -> mapper.maps(batch).get(1).data)
                .toList();
        for (int i = 0; i < serial.size(); i++)
            assertThat(parallel.get(i)).as("seed %d, batch %d", seed, i).containsExactly(serial.get(i));
    }

    @Test
    void refusesDistancesThatDoNotFit() {
        AnomalyMapper mapper = AnomalyMapper.reference(70);
        assertThatThrownBy(() -> mapper.maps(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one group");
        assertThatThrownBy(() -> mapper.maps(List.of(Tensor.zeros(2, 5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[2, 5]");
        assertThatThrownBy(() -> mapper.maps(List.of(Tensor.zeros(2, 5, 5), Tensor.zeros(2, 5, 4))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("group 1")
                .hasMessageContaining("[2, 5, 4]");
        assertThatThrownBy(() -> AnomalyMapper.reference(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0x0");
        assertThatThrownBy(() -> AnomalyMapper.calibrated(70, 5, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5x-1");
    }

    private static Tensor random(Random random, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.data().length; i++) tensor.data()[i] = random.nextFloat();
        return tensor;
    }
}

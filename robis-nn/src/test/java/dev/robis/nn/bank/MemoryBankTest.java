package dev.robis.nn.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.robis.nn.encoder.FeatureLayer;
import dev.robis.nn.encoder.FeatureMap;
import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Choice, search and storage beside plain loops in double precision. */
class MemoryBankTest {

    private static PatchFeatures random(Random random, int rows, int columns, int width) {
        float[] values = new float[rows * columns * width];
        for (int i = 0; i < values.length; i++) values[i] = 5 + (float) random.nextGaussian();
        return new PatchFeatures(rows, columns, width, 8, values);
    }

    private static BankLayer bank(PatchFeatures features, int size) {
        CandidatePool pool = new CandidatePool(features.width(), features.count());
        for (int i = 0; i < features.count(); i++) pool.add(features, i, new Place(3, i, 2 * i));
        pool.endImage();
        return pool.choose(size);
    }

    private static double squaredDistance(float[] values, int from, double[] other) {
        double sum = 0;
        for (int c = 0; c < other.length; c++) sum += (values[from + c] - other[c]) * (values[from + c] - other[c]);
        return sum;
    }

    private static double[] vector(PatchFeatures features, int index) {
        double[] vector = new double[features.width()];
        for (int c = 0; c < vector.length; c++) vector[c] = features.values()[index * vector.length + c];
        return vector;
    }

    @RepeatedTest(10)
    void greedyKCenterIsAsDefined() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        PatchFeatures features = random(random, 1 + random.nextInt(60), 1 + random.nextInt(60), 1 + random.nextInt(20));
        int size = 1 + random.nextInt(30);
        BankLayer bank = bank(features, size);
        List<Integer> expected = naive(features, Math.min(size, features.count()));
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < bank.size(); i++) {
            Place place = bank.place(i);
            assertThat(place).isEqualTo(new Place(3, place.x(), 2 * place.x()));
            found.add(place.x());
        }
        assertThat(found).as("seed %d", seed).isEqualTo(expected);
    }

    private static List<Integer> naive(PatchFeatures features, int size) {
        int width = features.width();
        double[] mean = new double[width];
        for (int i = 0; i < features.count(); i++)
            for (int c = 0; c < width; c++) mean[c] += (double) features.values()[i * width + c] / features.count();
        double[] nearest = new double[features.count()];
        for (int i = 0; i < nearest.length; i++) nearest[i] = squaredDistance(features.values(), i * width, mean);
        List<Integer> chosen = new ArrayList<>();
        while (chosen.size() < size) {
            int farthest = 0;
            for (int i = 1; i < nearest.length; i++) if (nearest[i] > nearest[farthest]) farthest = i;
            boolean first = chosen.isEmpty();
            chosen.add(farthest);
            double[] last = vector(features, farthest);
            for (int i = 0; i < nearest.length; i++) {
                double distance = squaredDistance(features.values(), i * width, last);
                nearest[i] = first ? distance : Math.min(nearest[i], distance);
            }
        }
        return chosen;
    }

    @RepeatedTest(10)
    void theNearestVectorIsFoundExactly() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int width = 1 + random.nextInt(70);
        BankLayer bank = bank(random(random, 10, 1 + random.nextInt(60), width), 1 + random.nextInt(300));
        PatchFeatures image = random(random, 1 + random.nextInt(30), 1 + random.nextInt(30), width);
        try (NearestSearch search = bank.search()) {
            NearestSearch.Nearest found = search.nearest(image);
            for (int i = 0; i < image.count(); i++) {
                double best = Double.MAX_VALUE;
                for (int b = 0; b < bank.size(); b++)
                    best = Math.min(best, squaredDistance(bank.vector(b), 0, vector(image, i)));
                String place = "seed " + seed + ", vector " + i;
                assertThat((double) found.distances()[i])
                        .as(place)
                        .isCloseTo(Math.sqrt(best), within(1e-4 * (1 + Math.sqrt(best))));
                assertThat(Math.sqrt(squaredDistance(bank.vector(found.indices()[i]), 0, vector(image, i))))
                        .as(place)
                        .isCloseTo(found.distances()[i], within(1e-4 * (1 + Math.sqrt(best))));
            }
        }
    }

    @Test
    void everyImageKeepsItsShareAndDuplicatesCountOnce() {
        assertThat(CandidatePool.share(120, 256, 20_000)).isEqualTo(166);
        assertThat(CandidatePool.share(3, 256, 20_000)).isEqualTo(256);
        assertThat(CandidatePool.share(50_000, 256, 20_000)).isEqualTo(1);
        CandidatePool pool = new CandidatePool(2, 5);
        for (int image = 0; image < 7; image++) {
            PatchFeatures features = random(new Random(image), 4, 4, 2);
            for (int i = 0; i < 16; i++) pool.add(features, i, new Place(image, i, 0));
            pool.endImage();
        }
        assertThat(pool.count()).isEqualTo(35);
        PatchFeatures same = new PatchFeatures(2, 2, 1, 8, new float[] {1, 1, 1, 4});
        assertThat(bank(same, 4).size()).as("two different vectors").isEqualTo(2);
    }

    @Test
    void aNeighbourhoodIgnoresWhatLiesOutsideAndFineMapsAreHalved() {
        FeatureLayer coarse = new FeatureLayer("coarse", 8, 1);
        Tensor two = new Tensor(new int[] {2, 2, 3, 1}, new float[] {9, 9, 9, 9, 9, 9, 1, 2, 3, 4, 5, 6});
        assertThat(PatchFeatures.of(new FeatureMap(coarse, two), 1).values())
                .containsExactly(3f, 3.5f, 4f, 3f, 3.5f, 4f);
        PatchFeatures halved = PatchFeatures.of(new FeatureMap(new FeatureLayer("fine", 4, 1), two), 1);
        assertThat(halved.values()).containsExactly(3.25f);
        assertThat(halved.stride()).isEqualTo(8);
    }

    @Test
    void whatIsStoredIsReadBack() {
        List<FeatureLayer> names = List.of(new FeatureLayer("blocks.2", 4, 3), new FeatureLayer("blocks.4", 8, 5));
        MemoryBank bank = new MemoryBank(
                List.of(bank(random(new Random(1), 5, 5, 3), 7), bank(random(new Random(2), 5, 5, 5), 9)),
                List.of(1.5f, 2.5f));
        TensorSource stored = bank.tensors(names);
        TensorSource again = MemoryBank.of(stored, names).tensors(names);
        assertThat(again.names()).isEqualTo(stored.names()).hasSize(5);
        for (String name : stored.names()) assertThat(again.tensor(name)).isEqualTo(stored.tensor(name));

        List<FeatureLayer> wider = List.of(new FeatureLayer("blocks.2", 4, 4), names.get(1));
        assertThatThrownBy(() -> MemoryBank.of(stored, wider))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("blocks.2.vectors: expected [vectors, 4], found [7, 3] in a memory bank");
        assertThatThrownBy(() -> MemoryBank.of(stored, names.subList(0, 1)))
                .hasMessageContaining("expected the banks of");
        Map<String, Tensor> fewer = new LinkedHashMap<>();
        for (String name : stored.names()) if (!name.equals("blocks.4.places")) fewer.put(name, stored.tensor(name));
        assertThatThrownBy(() -> MemoryBank.of(MapTensorSource.of(fewer, "a file"), names))
                .hasMessageContaining("blocks.4.places");
        assertThatThrownBy(() -> new MemoryBank(bank.layers(), List.of(1f, 0f))).hasMessageContaining("positive");
    }
}

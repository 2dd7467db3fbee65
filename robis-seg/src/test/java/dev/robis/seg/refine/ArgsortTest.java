package dev.robis.seg.refine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ArgsortTest {

    @RepeatedTest(20)
    void everyIndexIsThereAndValuesRise() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int[] values =
                random.ints(random.nextInt(300), 0, 1 + random.nextInt(100)).toArray();
        int[] order = Argsort.ascending(values);
        assertThat(Arrays.stream(order).sorted())
                .as("seed %d", seed)
                .containsExactlyElementsOf(
                        IntStream.range(0, values.length).boxed().toList());
        assertThat(Arrays.stream(order).map(i -> values[i]).toArray())
                .as("seed %d", seed)
                .isSorted();
    }

    @RepeatedTest(20)
    void fewNumbersAreSortedStably() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int[] values = random.ints(random.nextInt(17), 0, 4).toArray();
        assertThat(Argsort.ascending(values))
                .as("seed %d", seed)
                .containsExactly(IntStream.range(0, values.length)
                        .boxed()
                        .sorted(Comparator.comparingInt(i -> values[i]))
                        .mapToInt(i -> i)
                        .toArray());
    }

    @Test
    void degenerateInputsEnd() {
        int[] rising = IntStream.range(0, 100_000).toArray();
        assertThat(Argsort.ascending(rising)).isEqualTo(rising);
        int[] organPipe =
                IntStream.range(0, 100_000).map(i -> Math.min(i, 100_000 - i)).toArray();
        int[] order = Argsort.ascending(organPipe);
        assertThat(Arrays.stream(order).map(i -> organPipe[i]).toArray()).isSorted();
    }
}

package dev.robis.seg.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {

    @Test
    void countsDigits() {
        List<String> ordered = List.of(
                "",
                "0",
                "00",
                "01",
                "1",
                "2",
                "10",
                "99999999999999999999",
                "100000000000000000000",
                "a",
                "a2",
                "a10",
                "b");
        List<String> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(1));
        shuffled.sort(NaturalOrder.INSTANCE);
        assertThat(shuffled).isEqualTo(ordered);
    }

    @Test
    void isATotalOrder() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> names = IntStream.range(0, 60).mapToObj(i -> word(random)).toList();
        for (String a : names) {
            for (String b : names) {
                int ab = Integer.signum(NaturalOrder.INSTANCE.compare(a, b));
                assertThat(Integer.signum(NaturalOrder.INSTANCE.compare(b, a)))
                        .as("%s, %s, seed %d", a, b, seed)
                        .isEqualTo(-ab);
                assertThat(ab == 0).as("%s, %s, seed %d", a, b, seed).isEqualTo(a.equals(b));
                for (String c : names)
                    if (ab < 0 && NaturalOrder.INSTANCE.compare(b, c) < 0)
                        assertThat(NaturalOrder.INSTANCE.compare(a, c))
                                .as("%s, %s, %s, seed %d", a, b, c, seed)
                                .isNegative();
            }
        }
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) word.append("0012ab_".charAt(random.nextInt(7)));
        return word.toString();
    }
}

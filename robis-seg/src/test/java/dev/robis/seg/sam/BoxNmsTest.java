package dev.robis.seg.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class BoxNmsTest {

    private record Scored(int index, BoundingBox box, double score) {}

    @RepeatedTest(50)
    void keepsWhatNoBetterKeptBoxOverlaps(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        List<Scored> items = new ArrayList<>();
        for (int i = random.nextInt(60); i >= 0; i--)
            items.add(new Scored(
                    items.size(),
                    new BoundingBox(random.nextInt(9), random.nextInt(9), random.nextInt(9), random.nextInt(9)),
                    random.nextInt(6)));
        double threshold = random.nextDouble(); // no ratio of small numbers
        List<Scored> kept = apply(threshold, items);
        for (Scored item : items) {
            boolean suppressed =
                    kept.stream().anyMatch(other -> isBetter(other, item) && overlap(other.box, item.box) > threshold);
            assertThat(kept.contains(item)).as("seed %d, %s", seed, item).isEqualTo(!suppressed);
        }
        for (int i = 1; i < kept.size(); i++)
            assertThat(isBetter(kept.get(i - 1), kept.get(i)))
                    .as("seed %d", seed)
                    .isTrue();
    }

    @Test
    void anOverlapOfTheThresholdItselfIsAllowed() {
        Scored first = new Scored(0, new BoundingBox(0, 0, 3, 1), 1);
        Scored half = new Scored(1, new BoundingBox(1, 0, 3, 1), 0.5); // 2 of 4 in common
        assertThat(apply(0.5, List.of(first, half))).containsExactly(first, half);
        assertThat(apply(0.49, List.of(first, half))).containsExactly(first);
    }

    @Test
    void whatASuppressedBoxOverlapsStays() {
        Scored best = new Scored(0, new BoundingBox(0, 0, 10, 1), 3);
        Scored middle = new Scored(1, new BoundingBox(3, 0, 10, 1), 2);
        Scored last = new Scored(2, new BoundingBox(6, 0, 10, 1), 1);
        assertThat(apply(0.5, List.of(last, middle, best))).containsExactly(best, last);
    }

    @Test
    void ofEqualsTheEarlierIsBetter() {
        BoundingBox box = new BoundingBox(0, 0, 4, 4);
        List<Scored> items = List.of(new Scored(0, box, 1), new Scored(1, box, 1));
        assertThat(apply(0.7, items)).containsExactly(items.get(0));
    }

    @Test
    void boxesWithoutAreaSuppressNothing() {
        BoundingBox line = new BoundingBox(2, 2, 5, 0);
        List<Scored> items = List.of(new Scored(0, line, 1), new Scored(1, line, 1));
        assertThat(apply(0, items)).isEqualTo(items);
        assertThat(apply(0, List.<Scored>of())).isEmpty();
    }

    @Test
    void hugeBoxesDoNotOverflow() {
        Scored one = new Scored(0, new BoundingBox(0, 0, 100_000, 100_000), 2);
        Scored other = new Scored(1, new BoundingBox(10, 10, 100_000, 100_000), 1);
        assertThat(apply(0.7, List.of(one, other))).containsExactly(one);
    }

    private static List<Scored> apply(double threshold, List<Scored> items) {
        return new BoxNms(threshold).apply(items, Scored::box, Scored::score);
    }

    private static boolean isBetter(Scored one, Scored other) {
        return one.score > other.score || one.score == other.score && one.index < other.index;
    }

    /** Counts the unit squares of small boxes. */
    private static double overlap(BoundingBox one, BoundingBox other) {
        int both = 0, either = 0;
        for (int y = 0; y < 20; y++)
            for (int x = 0; x < 20; x++) {
                boolean inOne = holds(one, x, y), inOther = holds(other, x, y);
                if (inOne && inOther) both++;
                if (inOne || inOther) either++;
            }
        return either == 0 ? 0 : (double) both / either;
    }

    private static boolean holds(BoundingBox box, int x, int y) {
        return x >= box.x() && x < box.right() && y >= box.y() && y < box.bottom();
    }
}

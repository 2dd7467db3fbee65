package dev.robis.seg.refine;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.struct.image.GrayU8;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Components, and filled holes, against what they are by definition. */
class ComponentsTest {

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @RepeatedTest(30)
    void areasAndBoxesAreThoseOfAFlood() {
        GrayU8 mask = random();
        GrayU8 rest = mask.clone();
        int found = 0;
        for (int y = 0; y < mask.height; y++)
            for (int x = 0; x < mask.width; x++) {
                if (rest.get(x, y) == 0) continue;
                found++;
                assertThat(Components.of(mask).inOrder()).as("seed %d", seed).contains(flood(rest, x, y, true));
            }
        assertThat(Components.of(mask).inOrder()).as("seed %d", seed).hasSize(found);
    }

    @RepeatedTest(10)
    void aSubImageHasTheComponentsOfItsCopy() {
        GrayU8 mask = random();
        GrayU8 part = mask.subimage(mask.width / 3, mask.height / 4, mask.width, mask.height, null);
        assertThat(Components.of(part).inOrder())
                .as("seed %d", seed)
                .isEqualTo(Components.of(part.clone()).inOrder());
    }

    /** What the outside cannot reach without touching one and the same component is filled. */
    @RepeatedTest(30)
    void filledIsWhatOneComponentEncloses() {
        GrayU8 mask = random();
        GrayU8 expected = mask.clone();
        GrayU8 rest = mask.clone();
        for (int y = 0; y < mask.height; y++)
            for (int x = 0; x < mask.width; x++) {
                if (rest.get(x, y) == 0) continue;
                GrayU8 before = rest.clone();
                flood(rest, x, y, true);
                GrayU8 outside = new GrayU8(mask.width + 2, mask.height + 2); // all but the component, and a margin
                for (int v = 0; v < outside.height; v++)
                    for (int u = 0; u < outside.width; u++) {
                        boolean inside =
                                before.isInBounds(u - 1, v - 1) && before.get(u - 1, v - 1) != rest.get(u - 1, v - 1);
                        outside.set(u, v, inside ? 0 : 1);
                    }
                GrayU8 enclosed = outside.clone();
                flood(enclosed, 0, 0, false);
                for (int v = 0; v < mask.height; v++)
                    for (int u = 0; u < mask.width; u++) if (enclosed.get(u + 1, v + 1) != 0) expected.set(u, v, 1);
            }
        assertThat(Holes.fill(mask).data).as("seed %d", seed).isEqualTo(expected.data);
    }

    @Test
    void missingComponentsAreAddedWhole() {
        GrayU8 mask = new GrayU8(12, 5);
        for (int x = 0; x < 12; x++) if (x % 4 < 2) for (int y = 1; y < 4; y++) mask.set(x, y, 1);
        GrayU8 found = new GrayU8(12, 5);
        found.set(5, 3, 1); // one pixel of the second of three
        Components.of(mask).addMissing(found);
        for (int x = 0; x < 12; x++) {
            boolean kept = x < 2 || x == 8 || x == 9;
            assertThat(found.get(x, 1)).as("x=%d", x).isEqualTo(kept ? 1 : 0);
        }
        assertThat(found.get(5, 3)).isEqualTo(1);
    }

    private GrayU8 random() {
        GrayU8 mask = new GrayU8(1 + random.nextInt(14), 1 + random.nextInt(14));
        double share = random.nextDouble();
        for (int i = 0; i < mask.data.length; i++) mask.data[i] = (byte) (random.nextDouble() < share ? 1 : 0);
        return mask;
    }

    /** Clears the component of a pixel. */
    private static Component flood(GrayU8 mask, int x, int y, boolean diagonally) {
        Deque<int[]> open = new ArrayDeque<>();
        open.push(new int[] {x, y});
        mask.set(x, y, 0);
        int area = 0, left = x, right = x, top = y, bottom = y;
        while (!open.isEmpty()) {
            int[] at = open.pop();
            area++;
            left = Math.min(left, at[0]);
            right = Math.max(right, at[0]);
            top = Math.min(top, at[1]);
            bottom = Math.max(bottom, at[1]);
            for (int dy = -1; dy <= 1; dy++)
                for (int dx = -1; dx <= 1; dx++) {
                    if (!diagonally && dx * dy != 0) continue;
                    int u = at[0] + dx, v = at[1] + dy;
                    if (!mask.isInBounds(u, v) || mask.get(u, v) == 0) continue;
                    mask.set(u, v, 0);
                    open.push(new int[] {u, v});
                }
        }
        return new Component(area, left, top, right + 1, bottom + 1);
    }
}

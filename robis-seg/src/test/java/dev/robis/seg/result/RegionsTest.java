package dev.robis.seg.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RegionsTest {

    @RepeatedTest(40)
    void areWhatFloodingFinds(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        int width = 1 + random.nextInt(30);
        int height = 1 + random.nextInt(30);
        double density = random.nextDouble();
        GrayU8 mask = new GrayU8(width, height);
        GrayF32 map = new GrayF32(width, height);
        for (int i = 0; i < mask.data.length; i++) {
            mask.data[i] = (byte) (random.nextDouble() < density ? 1 : 0);
            map.data[i] = random.nextFloat() - 0.5f;
        }
        List<Region> found = Regions.of(mask.clone(), map);
        assertThat(found)
                .as("seed %d, %dx%d", seed, width, height)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("contour", "meanScore")
                .containsExactlyInAnyOrderElementsOf(flood(mask, map));
        assertThat(found.stream()
                        .mapToDouble(region -> region.meanScore() * region.area())
                        .sum())
                .as("seed %d", seed)
                .isCloseTo(sum(mask, map), within(1e-9 * width * height));
        for (Region region : found) assertOutlines(region, mask, "seed " + seed);
        assertThat(found).extracting(Region::area).isSortedAccordingTo((a, b) -> b - a);
    }

    @Test
    void anEmptyMaskHasNone() {
        assertThat(Regions.of(new GrayU8(5, 4), new GrayF32(5, 4))).isEmpty();
    }

    @Test
    void diagonalNeighboursAreOne() {
        GrayU8 mask = new GrayU8(4, 3);
        mask.set(1, 1, 1);
        mask.set(2, 2, 1);
        GrayF32 map = new GrayF32(4, 3);
        map.set(2, 2, 7);
        map.set(0, 0, 9); // outside
        List<Region.Point> contour = List.of(new Region.Point(1, 1), new Region.Point(2, 2));
        assertThat(Regions.of(mask, map)).containsExactly(new Region(1, 1, 2, 2, 2, 7, 3.5, contour));
    }

    private static double sum(GrayU8 mask, GrayF32 map) {
        double sum = 0;
        for (int i = 0; i < mask.data.length; i++) if (mask.data[i] == 1) sum += map.data[i];
        return sum;
    }

    /** A closed walk over pixels of the mask that reaches all four sides of the bounding box. */
    private static void assertOutlines(Region region, GrayU8 mask, String description) {
        List<Region.Point> contour = region.contour();
        for (int i = 0; i < contour.size(); i++) {
            Region.Point at = contour.get(i), next = contour.get((i + 1) % contour.size());
            assertThat(mask.get(at.x(), at.y())).as(description).isEqualTo(1);
            assertThat(Math.max(Math.abs(at.x() - next.x()), Math.abs(at.y() - next.y())))
                    .as("%s, from %s to %s", description, at, next)
                    .isLessThanOrEqualTo(1);
        }
        IntSummaryStatistics x = contour.stream().mapToInt(Region.Point::x).summaryStatistics();
        IntSummaryStatistics y = contour.stream().mapToInt(Region.Point::y).summaryStatistics();
        assertThat(List.of(x.getMin(), y.getMin(), x.getMax(), y.getMax()))
                .as(description)
                .containsExactly(
                        region.x(), region.y(), region.x() + region.width() - 1, region.y() + region.height() - 1);
    }

    private static List<Region> flood(GrayU8 mask, GrayF32 map) {
        GrayU8 left = mask.clone();
        List<Region> regions = new ArrayList<>();
        for (int y = 0; y < mask.height; y++)
            for (int x = 0; x < mask.width; x++) if (left.get(x, y) == 1) regions.add(flood(left, map, x, y));
        return regions;
    }

    private static Region flood(GrayU8 left, GrayF32 map, int startX, int startY) {
        ArrayDeque<int[]> open = new ArrayDeque<>();
        open.add(new int[] {startX, startY});
        left.set(startX, startY, 0);
        int minX = startX, maxX = startX, minY = startY, maxY = startY, area = 0;
        float score = Float.NEGATIVE_INFINITY;
        while (!open.isEmpty()) {
            int[] at = open.remove();
            area++;
            score = Math.max(score, map.get(at[0], at[1]));
            minX = Math.min(minX, at[0]);
            maxX = Math.max(maxX, at[0]);
            minY = Math.min(minY, at[1]);
            maxY = Math.max(maxY, at[1]);
            for (int y = at[1] - 1; y <= at[1] + 1; y++)
                for (int x = at[0] - 1; x <= at[0] + 1; x++)
                    if (left.isInBounds(x, y) && left.get(x, y) == 1) {
                        left.set(x, y, 0);
                        open.add(new int[] {x, y});
                    }
        }
        return new Region(minX, minY, maxX - minX + 1, maxY - minY + 1, area, score, 0, List.of());
    }
}

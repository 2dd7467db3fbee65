package dev.robis.seg.sam;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Greedy non-maximum suppression: from the best to the worst, whatever overlaps one that was kept is dropped.
 *
 * @param threshold intersection over union of two boxes above which the worse is dropped
 */
record BoxNms(double threshold) {

    /**
     * @param items in any order. Not modified.
     * @param score higher is better; of equals the earlier is better
     * @return those kept, best first
     */
    <T> List<T> apply(List<T> items, Function<T, BoundingBox> box, ToDoubleFunction<T> score) {
        List<T> best = new ArrayList<>(items);
        best.sort(Comparator.comparingDouble(score).reversed());
        List<T> kept = new ArrayList<>();
        for (T item : best) {
            BoundingBox found = box.apply(item);
            if (kept.stream().noneMatch(better -> overlap(box.apply(better), found) > threshold)) kept.add(item);
        }
        return kept;
    }

    /** In float32, as torchvision; not a number, and so above no threshold, for two boxes without an area. */
    private static float overlap(BoundingBox one, BoundingBox other) {
        float width = Math.max(0, Math.min(one.right(), other.right()) - Math.max(one.x(), other.x()));
        float height = Math.max(0, Math.min(one.bottom(), other.bottom()) - Math.max(one.y(), other.y()));
        float intersection = width * height;
        return intersection / ((float) one.area() + (float) other.area() - intersection);
    }
}

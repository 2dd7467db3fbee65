package dev.robis.seg.refine;

import boofcv.alg.filter.binary.BinaryImageOps;
import boofcv.struct.ConnectRule;
import boofcv.struct.image.GrayS32;
import boofcv.struct.image.GrayU8;
import java.util.Arrays;
import java.util.List;

/**
 * The 8-connected components of a mask, numbered from 1 as OpenCV does: in the order in which a scan over blocks of 2x2
 * pixels meets them. Between equal areas this decides which one is taken. Immutable.
 */
final class Components {

    private final GrayS32 labels;
    private final Component[] components;

    private Components(GrayS32 labels, Component... components) {
        this.labels = labels;
        this.components = components;
    }

    /**
     * @param mask 0 outside. Not modified.
     */
    static Components of(GrayU8 mask) {
        GrayS32 labels = new GrayS32(mask.width, mask.height);
        int count = BinaryImageOps.contour(mask, ConnectRule.EIGHT, labels).size();
        int[] numbers = renumber(labels, count);
        return new Components(labels, measure(labels, numbers));
    }

    /** All pixels of a block touch, so a block has one component at most. */
    private static int[] renumber(GrayS32 labels, int count) {
        int[] numbers = new int[count + 1];
        int next = 1;
        for (int top = 0; top < labels.height; top += 2)
            for (int left = 0; left < labels.width; left += 2) {
                int label = block(labels, left, top);
                if (label != 0 && numbers[label] == 0) numbers[label] = next++;
            }
        return numbers;
    }

    private static int block(GrayS32 labels, int left, int top) {
        for (int y = top; y < Math.min(top + 2, labels.height); y++)
            for (int x = left; x < Math.min(left + 2, labels.width); x++)
                if (labels.get(x, y) != 0) return labels.get(x, y);
        return 0;
    }

    /**
     * @param labels become numbers. Modified.
     * @return components by number, less one
     */
    private static Component[] measure(GrayS32 labels, int... numbers) {
        Component[] components = new Component[numbers.length - 1];
        for (int y = 0; y < labels.height; y++)
            for (int x = 0; x < labels.width; x++) {
                int number = numbers[labels.get(x, y)];
                labels.set(x, y, number);
                if (number == 0) continue;
                Component old = components[number - 1];
                components[number - 1] = old == null
                        ? new Component(1, x, y, x + 1, y + 1)
                        : new Component(
                                old.area() + 1, Math.min(old.x1(), x), old.y1(), Math.max(old.x2(), x + 1), y + 1);
            }
        return components;
    }

    /** All, by number. */
    List<Component> inOrder() {
        return List.of(components);
    }

    /**
     * @return at most {@code count}, the largest last; between equal areas the choice is the reference's
     */
    List<Component> largest(int count) {
        int[] order = Argsort.ascending(
                Arrays.stream(components).mapToInt(Component::area).toArray());
        return Arrays.stream(order)
                .skip(Math.max(0, order.length - count))
                .mapToObj(i -> components[i])
                .toList();
    }

    /**
     * Adds the components of which a mask has no pixel.
     *
     * @param mask of the same size, dense. Modified.
     */
    void addMissing(GrayU8 mask) {
        boolean[] found = new boolean[components.length + 1];
        for (int i = 0; i < labels.data.length; i++) if (mask.data[i] != 0) found[labels.data[i]] = true;
        for (int i = 0; i < labels.data.length; i++)
            if (labels.data[i] != 0 && !found[labels.data[i]]) mask.data[i] = 1;
    }
}

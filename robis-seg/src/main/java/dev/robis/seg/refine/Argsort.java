package dev.robis.seg.refine;

import java.util.stream.IntStream;

/**
 * Orders numbers exactly as NumPy's {@code argsort} does by default (its scalar introsort, NumPy 1.23), which is not
 * stable beyond 16 numbers: quicksort around the median of three, ranges of up to 17 by insertion. Its heap sort, for
 * inputs on which quicksort degenerates, is left out; the ranges that it would take are ordered too, but equal numbers
 * among them maybe otherwise.
 */
final class Argsort {

    private static final int SMALL = 16;

    private final int[] values;
    private final int[] order;

    private Argsort(int... values) {
        this.values = values;
        this.order = IntStream.range(0, values.length).toArray();
    }

    /** @return indices of the values from the smallest to the largest */
    static int[] ascending(int... values) {
        Argsort sort = new Argsort(values);
        sort.range(0, values.length - 1);
        return sort.order;
    }

    private void range(int first, int last) {
        int left = first;
        int right = last;
        while (right - left > SMALL) {
            int pivot = partition(left, right);
            if (pivot - left < right - pivot) { // the smaller side by recursion: its depth is logarithmic
                range(left, pivot - 1);
                left = pivot + 1;
            } else {
                range(pivot + 1, right);
                right = pivot - 1;
            }
        }
        insertion(left, right);
    }

    /** @return where the pivot is, nothing larger before it, nothing smaller after it */
    private int partition(int left, int right) {
        int middle = left + (right - left) / 2;
        if (value(middle) < value(left)) swap(middle, left);
        if (value(right) < value(middle)) swap(right, middle);
        if (value(middle) < value(left)) swap(middle, left);
        int pivot = value(middle);
        int up = left;
        int down = right - 1;
        swap(middle, down);
        while (true) {
            do up++;
            while (value(up) < pivot);
            do down--;
            while (pivot < value(down));
            if (up >= down) break;
            swap(up, down);
        }
        swap(up, right - 1);
        return up;
    }

    private void insertion(int left, int right) {
        for (int i = left + 1; i <= right; i++) {
            int index = order[i];
            int at = i;
            for (; at > left && values[index] < value(at - 1); at--) order[at] = order[at - 1];
            order[at] = index;
        }
    }

    private int value(int place) {
        return values[order[place]];
    }

    private void swap(int one, int other) {
        int index = order[one];
        order[one] = order[other];
        order[other] = index;
    }
}

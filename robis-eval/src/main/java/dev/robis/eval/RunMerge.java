package dev.robis.eval;

import java.util.List;

/** The entries of several runs in one order: a heap of cursors, the first entry on top. */
final class RunMerge {

    private final RunCursor[] heap;
    private int size;

    RunMerge(List<Run> runs) {
        heap = new RunCursor[runs.size()];
        for (Run run : runs) {
            RunCursor cursor = new RunCursor(run);
            if (cursor.advance()) heap[size++] = cursor;
        }
        for (int i = size / 2 - 1; i >= 0; i--) sink(i);
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The cursor whose entry comes first. */
    RunCursor top() {
        return heap[0];
    }

    /** Steps over the entry on top. */
    void advance() {
        if (!heap[0].advance()) heap[0] = heap[--size];
        sink(0);
    }

    private void sink(int parent) {
        RunCursor cursor = heap[parent];
        for (int child = 2 * parent + 1; child < size; child = 2 * parent + 1) {
            if (child + 1 < size && heap[child + 1].before(heap[child])) child++;
            if (!heap[child].before(cursor)) break;
            heap[parent] = heap[child];
            parent = child;
        }
        heap[parent] = cursor;
    }
}

package dev.robis.eval;

/** Reads a run from its first entry to its last; a spilled one through a small window. */
final class RunCursor {

    private static final int WINDOW = 1 << 16;

    private final Run run;
    private final byte[] window;
    private int at;
    private int end;
    private int taken; // bytes of the run that have been in the window

    private int key = Integer.MIN_VALUE;
    private int area;
    private long count;

    RunCursor(Run run) {
        this.run = run;
        this.window = run.window(WINDOW);
        if (run.isOnHeap()) end = taken = run.length();
    }

    /** Moves to the next entry; false after the last. */
    boolean advance() {
        if (at == end && taken == run.length()) return false;
        long step = next();
        key += (int) (step >>> 1); // modulo 2^32, as the step can exceed an int
        count = (step & 1) == 0 ? 1 : next();
        if (run.anomalous()) area = (int) next();
        return true;
    }

    int key() {
        return key;
    }

    /** Of the ground-truth region; 0 for normal pixels. */
    int area() {
        return area;
    }

    /** Pixels of this key and area. */
    long count() {
        return count;
    }

    /** In the order of falling scores, then of areas. */
    boolean before(RunCursor other) {
        return key < other.key || (key == other.key && area < other.area);
    }

    private long next() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            if (at == end) refill();
            byte read = window[at++];
            value |= (long) (read & 0x7f) << shift;
            if (read >= 0) return value;
        }
    }

    private void refill() {
        end = Math.min(window.length, run.length() - taken);
        run.read(taken, window, end);
        taken += end;
        at = 0;
    }
}

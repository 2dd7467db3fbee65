package dev.robis.eval;

import org.jspecify.annotations.Nullable;

/** Sorted, packed scores, on the heap or in the spill file; see {@link RunEncoder}. */
final class Run {

    private final byte @Nullable [] bytes; // null if spilled
    private final @Nullable SpillFile file; // null if on the heap
    private final long offset;
    private final int length;
    private final boolean anomalous;

    private Run(byte @Nullable [] bytes, @Nullable SpillFile file, long offset, int length, boolean anomalous) {
        this.bytes = bytes;
        this.file = file;
        this.offset = offset;
        this.length = length;
        this.anomalous = anomalous;
    }

    static Run onHeap(byte[] packed, boolean anomalous) {
        return new Run(packed, null, 0, packed.length, anomalous);
    }

    static Run inFile(SpillFile file, byte[] packed, boolean anomalous) {
        return new Run(null, file, file.append(packed), packed.length, anomalous);
    }

    /** In bytes. */
    int length() {
        return length;
    }

    /** Whether every entry has an area. */
    boolean anomalous() {
        return anomalous;
    }

    /** A place to read the run through: the run itself if it is on the heap, else an empty window to fill. */
    byte[] window(int longest) {
        return bytes != null ? bytes : new byte[Math.min(longest, length)];
    }

    boolean isOnHeap() {
        return bytes != null;
    }

    /** Fills a window of a spilled run from a position in the run. */
    void read(int position, byte[] window, int count) {
        if (file == null) throw new IllegalStateException("the run is on the heap");
        file.read(offset + position, window, count);
    }
}

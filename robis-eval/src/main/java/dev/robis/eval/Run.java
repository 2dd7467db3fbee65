package dev.robis.eval;

/**
 * Sorted, packed scores, on the heap or in the spill file; see {@link RunEncoder}.
 *
 * @param bytes null if spilled
 * @param file null if on the heap
 * @param offset in the file
 * @param length in bytes
 * @param anomalous whether every entry has an area
 */
record Run(byte[] bytes, SpillFile file, long offset, int length, boolean anomalous) {

    static Run onHeap(byte[] bytes, boolean anomalous) {
        return new Run(bytes, null, 0, bytes.length, anomalous);
    }

    static Run inFile(SpillFile file, byte[] bytes, boolean anomalous) {
        return new Run(null, file, file.append(bytes), bytes.length, anomalous);
    }
}

package dev.robis.seg.detector;

import java.util.List;

/**
 * How a memory bank came to be.
 *
 * @param category name of the product
 * @param images training images
 * @param heldOut good images that scaled the layers; none of them is in the bank, unless there were no others
 * @param candidates vectors that each layer was chosen from
 * @param vectors that each layer remembers
 * @param sources names of the training images, by the numbers that the places of the vectors have
 */
public record MemoryBankRecord(
        String category, int images, int heldOut, List<Integer> candidates, List<Integer> vectors, List<String> sources)
        implements Origin {

    public MemoryBankRecord {
        candidates = List.copyOf(candidates);
        vectors = List.copyOf(vectors);
        sources = List.copyOf(sources);
    }
}

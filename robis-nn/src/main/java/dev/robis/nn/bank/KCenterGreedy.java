package dev.robis.nn.bank;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Greedy k-centre (Gonzalez 1985; the coreset of PatchCore, section 3.2): the first vector is the one farthest from the mean, every
 * further one the one farthest from the nearest chosen. The same vectors in the same order give the same choice, whatever the
 * number of threads; of equal distances the first counts.
 */
final class KCenterGreedy {

    private KCenterGreedy() {}

    /**
     * @param count how many to choose
     * @return numbers of the chosen vectors, in the order of choice; all vectors if there are not more, and fewer than asked for
     *     where all others equal a chosen one
     */
    static int[] choose(Vectors vectors, int count) {
        if (count <= 0) throw new IllegalArgumentException("count must be positive, found " + count);
        int most = Math.min(count, vectors.count());
        int[] chosen = new int[most];
        float[][] nearest = new float[vectors.blockCount()][Vectors.BLOCK];
        for (float[] block : nearest) Arrays.fill(block, Float.MAX_VALUE);
        float[] last = vectors.mean();
        for (int i = 0; i < most; i++) {
            Farthest farthest = i == 0 ? farthestFrom(vectors, last) : update(vectors, last, nearest);
            if (farthest.distance <= 0 && i > 0) return Arrays.copyOf(chosen, i);
            chosen[i] = farthest.index;
            last = vectors.get(farthest.index);
        }
        return chosen;
    }

    private record Farthest(int index, float distance) {

        Farthest or(Farthest later) {
            return later.distance > distance ? later : this;
        }
    }

    private static Farthest farthestFrom(Vectors vectors, float[] from) {
        float[][] distances = new float[vectors.blockCount()][Vectors.BLOCK];
        for (float[] block : distances) Arrays.fill(block, Float.MAX_VALUE);
        return update(vectors, from, distances);
    }

    /** Takes one more chosen vector into account, and finds the vector that is now farthest from all chosen. */
    private static Farthest update(Vectors vectors, float[] chosen, float[][] nearest) {
        IntStream blocks = IntStream.range(0, vectors.blockCount());
        if (vectors.count() * vectors.width() > PARALLEL) blocks = blocks.parallel();
        return blocks.mapToObj(block -> {
                    float[] distances = new float[Vectors.BLOCK];
                    vectors.squaredDistances(block, chosen, distances);
                    lower(nearest[block], distances);
                    return farthest(nearest[block], block * Vectors.BLOCK, vectors.used(block));
                })
                .reduce(new Farthest(0, -1), Farthest::or);
    }

    /** Numbers worth waking another core for. */
    private static final int PARALLEL = 1 << 17;

    private static void lower(float[] nearest, float[] distances) {
        for (int i = 0; i < nearest.length; i++) nearest[i] = Math.min(nearest[i], distances[i]);
    }

    private static Farthest farthest(float[] nearest, int first, int used) {
        int at = 0;
        for (int i = 1; i < used; i++) if (nearest[i] > nearest[at]) at = i;
        return new Farthest(first + at, nearest[at]);
    }
}

package dev.robis.nn.bank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Many vectors of one width, in blocks that lie channel by channel: distances to one vector are then loops over many vectors, which
 * the compiler turns into vector instructions. Grows. Not safe for concurrent writing.
 */
final class Vectors {

    /** Vectors of a block: their distances stay in a core's nearest cache. */
    static final int BLOCK = 1024;

    private final int width;
    private final List<float[][]> blocks = new ArrayList<>();
    private int count;

    Vectors(int width) {
        this.width = width;
    }

    int width() {
        return width;
    }

    int count() {
        return count;
    }

    /** Adds a vector that lies in an array from some element on. Not modified. */
    void add(float[] values, int from) {
        int within = count % BLOCK;
        if (within == 0) blocks.add(new float[width][BLOCK]);
        float[][] block = blocks.get(count / BLOCK);
        for (int c = 0; c < width; c++) block[c][within] = values[from + c];
        count++;
    }

    float[] get(int index) {
        float[][] block = blocks.get(index / BLOCK);
        float[] vector = new float[width];
        for (int c = 0; c < width; c++) vector[c] = block[c][index % BLOCK];
        return vector;
    }

    int blockCount() {
        return blocks.size();
    }

    /** How many vectors of a block are in use. */
    int used(int block) {
        return Math.min(BLOCK, count - block * BLOCK);
    }

    /**
     * Squared distances of a block's vectors to one vector.
     *
     * @param distances of {@link #BLOCK} elements. Overwritten.
     */
    void squaredDistances(int block, float[] vector, float[] distances) {
        float[][] channels = blocks.get(block);
        Arrays.fill(distances, 0);
        int c = 0;
        for (; c + 4 <= width; c += 4)
            add(
                    distances,
                    channels[c],
                    channels[c + 1],
                    channels[c + 2],
                    channels[c + 3],
                    vector[c],
                    vector[c + 1],
                    vector[c + 2],
                    vector[c + 3]);
        for (; c < width; c++) add(distances, channels[c], vector[c]);
    }

    private static void add(
            float[] sums, float[] x0, float[] x1, float[] x2, float[] x3, float y0, float y1, float y2, float y3) {
        for (int i = 0; i < sums.length; i++) {
            float d0 = x0[i] - y0, d1 = x1[i] - y1, d2 = x2[i] - y2, d3 = x3[i] - y3;
            sums[i] += d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3);
        }
    }

    private static void add(float[] sums, float[] x, float y) {
        for (int i = 0; i < sums.length; i++) {
            float d = x[i] - y;
            sums[i] += d * d;
        }
    }

    /** The mean of all of them, in double precision. */
    float[] mean() {
        float[] mean = new float[width];
        for (int c = 0; c < width; c++) {
            double sum = 0;
            for (int block = 0; block < blocks.size(); block++)
                for (int i = 0; i < used(block); i++) sum += blocks.get(block)[c][i];
            mean[c] = (float) (sum / count);
        }
        return mean;
    }
}

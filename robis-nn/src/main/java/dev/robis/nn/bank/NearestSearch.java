package dev.robis.nn.bank;

import dev.robis.nn.graph.engine.Engine;
import dev.robis.nn.graph.run.Product;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the nearest vector of a bank, exactly, by matrix products of a block of vectors at a time: {@code |x - b|^2 = |x|^2 + |b|^2 -
 * 2 x.b}, of which {@code |x|^2} does not decide. Vectors are taken relative to the mean of the bank, which keeps the difference of
 * large numbers small, and the distance to the nearest is computed anew from the difference itself. Owns memory off-heap until
 * closed. Not safe for concurrent use.
 */
public final class NearestSearch implements AutoCloseable {

    /** Vectors of one product: with a thousand in the bank, their scores stay in a core's cache. */
    private static final int BLOCK = 128;

    private final BankLayer bank;
    private final float[] mean;
    private final Product.Matrix matrix;
    private final List<Product> products = new ArrayList<>();

    NearestSearch(BankLayer bank) {
        this.bank = bank;
        int width = bank.width(), size = bank.size();
        this.mean = mean(bank);
        float[] values = new float[(width + 1) * size]; // the last row meets a one: |b|^2
        for (int b = 0; b < size; b++) {
            double square = 0;
            for (int c = 0; c < width; c++) {
                float centred = bank.vector(b)[c] - mean[c];
                values[c * size + b] = -2 * centred;
                square += (double) centred * centred;
            }
            values[width * size + b] = (float) square;
        }
        this.matrix = new Product.Matrix(width + 1, size, values);
        for (int core = 0; core < Engine.threads(); core++) products.add(matrix.product(BLOCK));
    }

    private static float[] mean(BankLayer bank) {
        double[] sum = new double[bank.width()];
        for (int b = 0; b < bank.size(); b++) for (int c = 0; c < sum.length; c++) sum[c] += bank.vector(b)[c];
        float[] mean = new float[sum.length];
        for (int c = 0; c < sum.length; c++) mean[c] = (float) (sum[c] / bank.size());
        return mean;
    }

    /**
     * Euclidean distances and numbers of the nearest vectors.
     *
     * @param distances per vector of the features
     * @param indices of the nearest vectors of the bank
     */
    @SuppressWarnings("ArrayRecordComponent") // belongs to the caller
    public record Nearest(float[] distances, int[] indices) {}

    /** Searches for every vector of an image. */
    public Nearest nearest(PatchFeatures features) {
        if (features.width() != bank.width())
            throw new IllegalArgumentException("expected vectors of " + bank.width() + ", found " + features.width());
        Nearest nearest = new Nearest(new float[features.count()], new int[features.count()]);
        int blocks = (features.count() + BLOCK - 1) / BLOCK;
        int lanes = Math.min(products.size(), blocks);
        IntStream.range(0, lanes)
                .parallel()
                .forEach(lane -> Engine.singleThreaded(() -> {
                    for (int block = lane; block < blocks; block += lanes)
                        search(products.get(lane), features, block * BLOCK, nearest);
                }));
        return nearest;
    }

    private void search(Product product, PatchFeatures features, int from, Nearest nearest) {
        int width = bank.width(), size = bank.size();
        int count = Math.min(BLOCK, features.count() - from);
        FloatBuffer input = product.input();
        float[] row = new float[width + 1];
        row[width] = 1;
        for (int i = 0; i < count; i++) {
            int at = (from + i) * width;
            for (int c = 0; c < width; c++) row[c] = features.values()[at + c] - mean[c];
            input.put(i * (width + 1), row);
        }
        product.run(count);
        float[] scores = new float[size];
        for (int i = 0; i < count; i++) {
            product.output().get(i * size, scores);
            int best = smallest(scores);
            nearest.indices[from + i] = best;
            nearest.distances[from + i] = distance(features.values(), (from + i) * width, bank.vector(best));
        }
    }

    private static int smallest(float[] scores) {
        int best = 0;
        float least = scores[0];
        for (int b = 1; b < scores.length; b++)
            if (scores[b] < least) {
                least = scores[b];
                best = b;
            }
        return best;
    }

    private static float distance(float[] values, int from, float[] vector) {
        double sum = 0;
        for (int c = 0; c < vector.length; c++) {
            double difference = (double) values[from + c] - vector[c];
            sum += difference * difference;
        }
        return (float) Math.sqrt(sum);
    }

    @Override
    public void close() {
        products.forEach(Product::close);
        matrix.close();
    }
}

package dev.robis.nn.efficientnet;

import dev.robis.nn.graph.run.Product;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;

/** The first convolution, of side 3 and stride 2, on unfolded pixels, with its batch norm and ReLU6. */
final class Stem implements AutoCloseable {

    private static final int STRIDE = 2;
    private static final int SIDE = 3;
    private static final int BANDS = 3;
    private static final int TAPS = SIDE * SIDE * BANDS;
    private static final int ROWS = 4;

    private final Pointwise product;

    Stem(TensorSource weights, double epsilon) {
        this.product = new Pointwise(Folded.of(weights, "_conv_stem", "_bn0", epsilon)); // rows in the order band, y, x
    }

    int channels() {
        return product.out();
    }

    final class Worker implements AutoCloseable {

        private final Padding vertical;
        private final Padding horizontal;
        private final float[] unfolded;
        private final float[] line;
        private final float[] bias;
        private final Product rows;

        private Worker(int height, int width) {
            this.vertical = Padding.same(height, SIDE, STRIDE);
            this.horizontal = Padding.same(width, SIDE, STRIDE);
            this.unfolded = new float[ROWS * horizontal.output() * TAPS];
            this.line = new float[horizontal.output() * product.out()];
            this.bias = InvertedResidual.tiled(product.bias(), horizontal.output());
            this.rows = product.product(ROWS * horizontal.output());
        }

        Padding vertical() {
            return vertical;
        }

        Padding horizontal() {
            return horizontal;
        }

        /**
         * Computes rows {@code from} to {@code to} of the output.
         *
         * @param images {@code [batch, 3, height, width]}. Not modified.
         */
        void run(Tensor images, int image, Plane out, int from, int to) {
            for (int y = from; y < to; y += ROWS) {
                int count = Math.min(ROWS, to - y);
                for (int i = 0; i < count; i++) unfold(images, image, y + i, i * horizontal.output() * TAPS);
                int pixels = count * horizontal.output();
                rows.input().put(0, unfolded, 0, pixels * TAPS);
                rows.run(pixels);
                for (int i = 0; i < count; i++) {
                    rows.output().get(i * line.length, line);
                    Pixels.biasRelu6(line, bias);
                    System.arraycopy(line, 0, out.values(), (y + i) * line.length, line.length);
                }
            }
        }

        private void unfold(Tensor images, int image, int row, int to) {
            int height = vertical.size(), width = horizontal.size();
            float[] values = images.data();
            for (int band = 0; band < BANDS; band++)
                for (int ky = 0; ky < SIDE; ky++) {
                    int y = row * STRIDE - vertical.before() + ky;
                    boolean inside = y >= 0 && y < height;
                    int from = ((image * BANDS + band) * height + y) * width;
                    for (int kx = 0; kx < SIDE; kx++) {
                        int tap = to + (band * SIDE + ky) * SIDE + kx;
                        for (int column = 0; column < horizontal.output(); column++) {
                            int x = column * STRIDE - horizontal.before() + kx;
                            unfolded[tap + column * TAPS] = inside && x >= 0 && x < width ? values[from + x] : 0;
                        }
                    }
                }
        }

        @Override
        public void close() {
            rows.close();
        }
    }

    Worker worker(int height, int width) {
        return new Worker(height, width);
    }

    @Override
    public void close() {
        product.close();
    }
}

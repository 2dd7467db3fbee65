package dev.robis.nn.efficientnet;

import dev.robis.nn.graph.run.Product;
import dev.robis.nn.tensor.TensorSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * One inverted-residual block: pointwise expansion, depthwise convolution, pointwise projection, and the input added where the
 * shapes agree. Rows of the output are computed in bands, whose expanded rows stay in the cache: the expanded activations, six
 * times as many as those between blocks, never go to memory. Immutable but for what {@link Worker} holds.
 */
final class InvertedResidual implements AutoCloseable {

    /** Bytes of expanded rows that stay in a core's cache beside all else. */
    private static final int BAND = 600_000;

    private final LiteConfig.Block shape;
    private final Optional<Pointwise> expansion;
    private final Depthwise depthwise;
    private final Pointwise projection;

    InvertedResidual(LiteConfig.Block shape, TensorSource weights, double epsilon) {
        String name = shape.name();
        this.shape = shape;
        this.depthwise =
                new Depthwise(Folded.of(weights, name + "._depthwise_conv", name + "._bn1", epsilon), shape.kernel());
        this.expansion = shape.expansion() == 1
                ? Optional.empty()
                : Optional.of(new Pointwise(Folded.of(weights, name + "._expand_conv", name + "._bn0", epsilon)));
        this.projection = new Pointwise(Folded.of(weights, name + "._project_conv", name + "._bn2", epsilon));
    }

    LiteConfig.Block shape() {
        return shape;
    }

    /** What one thread needs for this block, for inputs of one size. Owns memory off-heap until closed. */
    Worker worker(int height, int width) {
        return new Worker(height, width);
    }

    /** What one thread holds: some expanded rows, and memory for products. Not safe for concurrent use. */
    final class Worker implements AutoCloseable {

        private final Padding vertical;
        private final Padding horizontal;
        private final int band;
        private final float[][][] rows; // [row][padded pixel][hidden], references move from band to band
        private final float[][][] own; // the rows that can be written to; the others are zero
        private final float[][] zeros;
        private final float[] sums;
        private final float[] line;
        private final float[] addend;
        private final float[] bias;
        private final Optional<Product> expand;
        private final Product project;
        private int held; // number of the input row that lies first in rows
        private int holds; // rows that lie there

        private Worker(int height, int width) {
            int hidden = shape.hidden();
            this.vertical = Padding.same(height, shape.kernel(), shape.stride());
            this.horizontal = Padding.same(width, shape.kernel(), shape.stride());
            long rowBytes = (long) Float.BYTES * horizontal.padded() * hidden;
            int most = (int) Math.max(1, (BAND / rowBytes - shape.kernel()) / shape.stride() + 1);
            this.band = Math.min(most, vertical.output());
            int atOnce = (band - 1) * shape.stride() + shape.kernel();
            float[] zero = new float[hidden];
            this.zeros = new float[horizontal.padded()][];
            Arrays.fill(zeros, zero);
            this.rows = new float[atOnce][][];
            this.own = new float[atOnce][horizontal.padded()][];
            for (float[][] row : own) {
                Arrays.fill(row, zero);
                for (int x = 0; x < width; x++) row[horizontal.before() + x] = new float[hidden];
            }
            this.sums = new float[hidden];
            this.line = new float[horizontal.output() * shape.out()];
            this.addend = new float[shape.residual() ? line.length : 0];
            this.bias = tiled(projection.bias(), horizontal.output());
            this.expand = expansion.map(pointwise -> pointwise.product(width * Math.min(height, atOnce)));
            this.project = projection.product(band * horizontal.output());
        }

        Padding vertical() {
            return vertical;
        }

        Padding horizontal() {
            return horizontal;
        }

        /** Computes rows {@code from} to {@code to} of the output. */
        void run(Plane in, Plane out, int from, int to) {
            holds = 0;
            for (int y = from; y < to; y += band) {
                int count = Math.min(band, to - y);
                int first = y * shape.stride() - vertical.before();
                hold(in, first, (count - 1) * shape.stride() + shape.kernel());
                for (int i = 0; i < count; i++)
                    for (int x = 0; x < horizontal.output(); x++) {
                        depthwise.pixel(rows, i * shape.stride(), x * shape.stride(), sums);
                        project.input().put((i * horizontal.output() + x) * sums.length, sums);
                    }
                project(in, out, y, count);
            }
        }

        /** Makes the expanded rows from {@code first} on lie at the front; those that lie there already stay as they are. */
        private void hold(Plane in, int first, int count) {
            int kept = holds == 0 ? 0 : Math.max(0, Math.min(held + holds - first, count));
            for (int row = 0; row < kept; row++) rows[row] = rows[first - held + row];
            held = first;
            holds = count;
            for (int row = kept; row < count; ) {
                int y = first + row;
                int some = 1;
                if (y < 0 || y >= in.height()) rows[row] = zeros;
                else {
                    some = Math.min(count - row, in.height() - y);
                    for (int i = 0; i < some; i++) rows[row + i] = own[(y + i) % own.length]; // none of them is kept
                    expand(in, y, row, some);
                }
                row += some;
            }
        }

        private void expand(Plane in, int y, int row, int count) {
            int hidden = sums.length;
            if (expand.isPresent()) {
                expand.get().input().put(0, in.values(), y * in.rowLength(), count * in.rowLength());
                expand.get().run(count * in.width());
            }
            for (int i = 0; i < count; i++)
                for (int x = 0; x < in.width(); x++) {
                    float[] pixel = rows[row + i][horizontal.before() + x];
                    if (expand.isPresent()) {
                        expand.get().output().get((i * in.width() + x) * hidden, pixel);
                        Pixels.biasRelu6(pixel, expansion.orElseThrow().bias());
                    } else System.arraycopy(in.values(), ((y + i) * in.width() + x) * hidden, pixel, 0, hidden);
                }
        }

        private void project(Plane in, Plane out, int y, int count) {
            project.run(count * out.width());
            for (int i = 0; i < count; i++) {
                int at = (y + i) * out.rowLength();
                project.output().get(i * line.length, line);
                Pixels.add(line, bias);
                if (shape.residual()) {
                    System.arraycopy(in.values(), at, addend, 0, addend.length);
                    Pixels.add(line, addend);
                }
                System.arraycopy(line, 0, out.values(), at, line.length);
            }
        }

        @Override
        public void close() {
            expand.ifPresent(Product::close);
            project.close();
        }
    }

    /** The same numbers for every pixel of a row. */
    static float[] tiled(float[] numbers, int pixels) {
        float[] row = new float[pixels * numbers.length];
        for (int x = 0; x < pixels; x++) System.arraycopy(numbers, 0, row, x * numbers.length, numbers.length);
        return row;
    }

    @Override
    public void close() {
        expansion.ifPresent(Pointwise::close);
        projection.close();
    }
}

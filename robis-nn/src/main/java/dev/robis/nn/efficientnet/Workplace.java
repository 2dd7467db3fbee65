package dev.robis.nn.efficientnet;

import dev.robis.nn.graph.engine.Engine;
import dev.robis.nn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The memory that images of one size pass through, and one worker for every block and core. Not safe for concurrent use. */
final class Workplace implements AutoCloseable {

    private final int height;
    private final int width;
    private final int cores;
    private final List<Stem.Worker> stems = new ArrayList<>();
    private final List<List<InvertedResidual.Worker>> workers = new ArrayList<>();
    private final Plane first;
    private final List<Plane> planes = new ArrayList<>();

    Workplace(Stem stem, List<InvertedResidual> blocks, int height, int width) {
        this.height = height;
        this.width = width;
        this.cores = Engine.threads();
        for (int core = 0; core < cores; core++) stems.add(stem.worker(height, width));
        int rows = stems.get(0).vertical().output(),
                columns = stems.get(0).horizontal().output();
        first = plane(rows, columns, stem.channels());
        for (InvertedResidual block : blocks) {
            List<InvertedResidual.Worker> each = new ArrayList<>();
            for (int core = 0; core < cores; core++) each.add(block.worker(rows, columns));
            workers.add(each);
            rows = each.get(0).vertical().output();
            columns = each.get(0).horizontal().output();
            planes.add(plane(rows, columns, block.shape().out()));
        }
    }

    private static Plane plane(int height, int width, int channels) {
        return new Plane(height, width, channels, new float[Math.multiplyExact(height, width * channels)]);
    }

    boolean fits(int otherHeight, int otherWidth) {
        return height == otherHeight && width == otherWidth;
    }

    /** The outputs of all blocks; valid until the next call. */
    List<Plane> run(Tensor images, int image) {
        share(first.height(), (core, from, to) -> stems.get(core).run(images, image, first, from, to));
        Plane in = first;
        for (int block = 0; block < planes.size(); block++) {
            Plane input = in, out = planes.get(block);
            List<InvertedResidual.Worker> each = workers.get(block);
            share(out.height(), (core, from, to) -> each.get(core).run(input, out, from, to));
            in = out;
        }
        return planes;
    }

    private interface Rows {
        void run(int core, int from, int to);
    }

    private void share(int rows, Rows work) {
        int parts = Math.min(cores, rows);
        IntStream.range(0, parts)
                .parallel()
                .forEach(part ->
                        Engine.singleThreaded(() -> work.run(part, rows * part / parts, rows * (part + 1) / parts)));
    }

    @Override
    public void close() {
        stems.forEach(Stem.Worker::close);
        workers.forEach(each -> each.forEach(InvertedResidual.Worker::close));
    }
}

package dev.robis.seg;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.seg.score.TileScorer;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The networks of a bundle, lent to one thread at a time in the order they ask. Safe for concurrent use. */
final class Networks implements AutoCloseable {

    private final RobisConfig config;
    private final Decision decision;
    private final BlockingQueue<TileScorer> idle;

    /** Held for reading by images in work, for writing to close. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private boolean closed;

    /** @param scorers at least one; closed with this */
    Networks(RobisConfig config, Decision decision, List<TileScorer> scorers) {
        this.config = config;
        this.decision = decision;
        this.idle = new ArrayBlockingQueue<>(scorers.size(), true, scorers);
    }

    /**
     * Raw scores of an image.
     *
     * @throws IllegalStateException if closed
     * @throws CancellationException if this thread is interrupted
     */
    GrayF32 raw(Planar<GrayU8> image) {
        use.readLock().lock();
        try {
            if (closed) throw new IllegalStateException("this segmenter is closed");
            TileScorer scorer = take();
            try {
                return ImageMap.raw(config, decision, scorer, image);
            } finally {
                idle.add(scorer);
            }
        } finally {
            use.readLock().unlock();
        }
    }

    private TileScorer take() {
        try {
            return idle.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException)
                    new CancellationException("interrupted while waiting for a network").initCause(e);
        }
    }

    /** Waits for images in work and frees the networks. */
    @Override
    public void close() {
        use.writeLock().lock();
        try {
            closed = true;
            idle.forEach(TileScorer::close);
            idle.clear();
        } finally {
            use.writeLock().unlock();
        }
    }
}

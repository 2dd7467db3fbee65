package dev.robis.seg;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.detector.Detector;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The networks of a bundle, lent to one thread at a time in the order they ask. Safe for concurrent use. */
final class Networks implements AutoCloseable {

    private final MapConfig maps;
    private final BlockingQueue<Detector> idle;

    /** Held for reading by images in work, for writing to close. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private boolean closed;

    /** @param detectors at least one; closed with this */
    Networks(MapConfig maps, List<Detector> detectors) {
        this.maps = maps;
        this.idle = new ArrayBlockingQueue<>(detectors.size(), true, detectors);
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
            Detector detector = take();
            try {
                return ImageMap.raw(maps, detector, image);
            } finally {
                idle.add(detector);
            }
        } finally {
            use.readLock().unlock();
        }
    }

    private Detector take() {
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
            idle.forEach(Detector::close);
            idle.clear();
        } finally {
            use.writeLock().unlock();
        }
    }
}

package dev.robis.seg.detector;

import boofcv.struct.image.GrayF32;
import dev.robis.seg.score.Placed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Collects tiles until they fill a batch of the detector, and hands on their maps in the order of the tiles, each with its
 * place. This is the only place where tiles become batches. Not safe for concurrent use.
 *
 * @param <P> how a place is told
 */
public final class TileBatches<P> {

    /** Takes maps one by one. */
    public interface Sink<P> {
        void accept(Scored<P> scored) throws IOException;
    }

    private final Detector detector;
    private final Sink<P> sink;
    private final List<Placed<P>> waiting = new ArrayList<>();
    private int done;

    /** @param detector not closed */
    public TileBatches(Detector detector, Sink<P> sink) {
        this.detector = detector;
        this.sink = sink;
    }

    /**
     * Takes a tile, and runs the detector if that fills a batch.
     *
     * @throws CancellationException if this thread is interrupted
     */
    public void add(Placed<P> tile) throws IOException {
        waiting.add(tile);
        if (waiting.size() == detector.batch()) run();
    }

    /**
     * Runs what waits.
     *
     * @throws CancellationException if this thread is interrupted
     */
    public void finish() throws IOException {
        if (!waiting.isEmpty()) run();
    }

    private void run() throws IOException {
        if (Thread.currentThread().isInterrupted())
            throw new CancellationException("interrupted after " + done + " tiles");
        List<GrayF32> maps = detector.maps(waiting.stream().map(Placed::pixels).toList());
        for (int i = 0; i < waiting.size(); i++)
            sink.accept(new Scored<>(waiting.get(i).place(), maps.get(i)));
        done += waiting.size();
        waiting.clear();
    }
}

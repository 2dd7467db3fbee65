package dev.robis.seg.bank;

import dev.robis.seg.progress.TrainingListener;
import dev.robis.seg.progress.TrainingProgress;
import java.time.Duration;

/** Tells a listener of every image. */
final class Progress {

    private final TrainingListener listener;
    private final int images;
    private final long began = System.nanoTime();
    private int done;

    Progress(TrainingListener listener, int images) {
        this.listener = listener;
        this.images = images;
    }

    void imageDone() {
        done++;
        double perSecond = done / ((System.nanoTime() - began) * 1e-9);
        listener.onStep(new TrainingProgress(1, 1, done, images, Double.NaN, 0, perSecond, Duration.ofMillis((long)
                ((images - done) / perSecond * 1000))));
    }
}

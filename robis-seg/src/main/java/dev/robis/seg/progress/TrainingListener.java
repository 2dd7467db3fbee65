package dev.robis.seg.progress;

/** Is told how training goes, on the training thread; an exception thrown here ends it. */
@FunctionalInterface
public interface TrainingListener {

    /** Hears nothing. */
    TrainingListener NONE = progress -> {};

    void onStep(TrainingProgress progress);
}

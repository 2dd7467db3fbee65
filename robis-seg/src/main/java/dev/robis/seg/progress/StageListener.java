package dev.robis.seg.progress;

/** Is told how a stage goes, on its thread. */
@FunctionalInterface
public interface StageListener {

    /** Hears nothing. */
    StageListener NONE = (done, total) -> {};

    /**
     * @param done images or tiles finished
     * @param total of them, or -1 if that is not known yet
     */
    void onProgress(int done, int total);
}

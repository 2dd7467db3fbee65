package dev.robis.seg.sam;

/** Is told how the search for masks goes, on its thread; an exception thrown here ends it. */
@FunctionalInterface
public interface AutomaticMaskListener {

    /** Hears nothing. */
    AutomaticMaskListener NONE = (done, total) -> {};

    /**
     * @param done points prompted
     * @param total of them, over all crops
     */
    void onProgress(int done, int total);
}

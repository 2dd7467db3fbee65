package dev.robis.eval;

/**
 * @param regions of the ground truth
 * @param anomalous pixels in them
 * @param normal pixels outside
 */
record PixelTotals(long regions, long anomalous, long normal) {

    static final PixelTotals NONE = new PixelTotals(0, 0, 0);

    /** With one more image of a number of pixels. */
    PixelTotals plus(Regions image, long pixels) {
        return new PixelTotals(regions + image.count(), anomalous + image.pixels(), normal + pixels - image.pixels());
    }

    /** With the same image a number of times more. */
    PixelTotals plus(PixelTotals image, int times) {
        return new PixelTotals(
                regions + times * image.regions, anomalous + times * image.anomalous, normal + times * image.normal);
    }

    long pixels() {
        return anomalous + normal;
    }
}

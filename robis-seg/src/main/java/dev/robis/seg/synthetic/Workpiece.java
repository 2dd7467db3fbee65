package dev.robis.seg.synthetic;

/** One flawless piece of a product as it lies under the camera. Immutable: painting it twice gives the same picture. */
interface Workpiece {

    /** @param canvas every pixel is set. Modified. */
    void paint(Canvas canvas);

    Material material();
}

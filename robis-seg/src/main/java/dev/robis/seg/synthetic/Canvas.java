package dev.robis.seg.synthetic;

/** Picture under construction: the product's surface, evenly lit, and the ground truth. Not safe for concurrent use. */
final class Canvas {

    private final int width;
    private final int height;
    private final float[] channels; // [height, width, 3]
    private final boolean[] marked; // [height, width]

    Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        channels = new float[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
        marked = new boolean[width * height];
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    boolean contains(int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height;
    }

    Colour get(int x, int y) {
        int i = 3 * (y * width + x);
        return new Colour(channels[i], channels[i + 1], channels[i + 2]);
    }

    void set(int x, int y, Colour colour) {
        int i = 3 * (y * width + x);
        channels[i] = (float) colour.red();
        channels[i + 1] = (float) colour.green();
        channels[i + 2] = (float) colour.blue();
    }

    /** @param opacity 0 leaves what is there, 1 covers it */
    void blend(int x, int y, Colour colour, double opacity) {
        if (opacity > 0) set(x, y, get(x, y).mix(colour, opacity));
    }

    /** Makes the pixel part of the ground truth. */
    void mark(int x, int y) {
        marked[y * width + x] = true;
    }

    boolean isMarked(int x, int y) {
        return marked[y * width + x];
    }
}

package example;

/**
 * What the service takes at once, and so how much memory it may need: about images * (bytes + 16 * pixels).
 *
 * @param images in work or waiting; more are sent away
 * @param bytes of a body
 * @param pixels of an image: a small file may hold a huge one
 * @param stopMillis how long stopping waits for images in work
 */
record Limits(int images, int bytes, long pixels, long stopMillis) {

    /** Eight images of up to 32 MiB and 32 megapixels. */
    static Limits defaults() {
        return new Limits(8, 32 << 20, 32_000_000, 60_000);
    }
}

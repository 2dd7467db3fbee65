package dev.robis.nn.efficientnet;

/**
 * The activations of one image, channels last. Nobody but its maker writes to it.
 *
 * @param values {@code [height, width, channels]}
 */
@SuppressWarnings("ArrayRecordComponent") // lives within one call
record Plane(int height, int width, int channels, float[] values) {

    int rowLength() {
        return width * channels;
    }
}

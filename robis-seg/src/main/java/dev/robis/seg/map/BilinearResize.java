package dev.robis.seg.map;

import boofcv.struct.image.GrayF32;

/**
 * Bilinear interpolation to another size, without antialiasing, in one of the two geometries of the reference's
 * framework. Coordinates are computed in float32 as there. Safe for concurrent use.
 *
 * <p>BoofCV's {@code FDistort} gives the same values by a virtual call per pixel; this one computes its weights once
 * per row and column.
 */
public enum BilinearResize {

    /** The centres of the corner pixels of both sizes coincide: {@code align_corners=True}. */
    ALIGNED_CORNERS {
        @Override
        LinearSamples samples(int inputs, int outputs) {
            float scale = outputs > 1 ? (float) (inputs - 1) / (outputs - 1) : 0;
            return LinearSamples.at(outputs, i -> scale * i, inputs);
        }
    },

    /** The outer edges of both sizes coincide: {@code align_corners=False}. */
    ALIGNED_EDGES {
        @Override
        LinearSamples samples(int inputs, int outputs) {
            float scale = (float) inputs / outputs;
            return LinearSamples.at(outputs, i -> scale * (i + 0.5f) - 0.5f, inputs);
        }
    };

    abstract LinearSamples samples(int inputs, int outputs);

    /**
     * @param source image with at least one pixel. Not modified.
     * @param width of the result, pixels
     * @param height of the result, pixels
     * @throws IllegalArgumentException if a side of either size is not positive
     */
    public GrayF32 resize(GrayF32 source, int width, int height) {
        if (source.width <= 0 || source.height <= 0 || width <= 0 || height <= 0)
            throw new IllegalArgumentException("can only resize between sizes of at least one pixel, found "
                    + source.width + "x" + source.height + " to " + width + "x" + height + " (width x height)");
        LinearSamples columns = samples(source.width, width);
        LinearSamples rows = samples(source.height, height);
        GrayF32 result = new GrayF32(width, height);
        float[] above = new float[width];
        float[] below = new float[width];
        int aboveRow = -1; // the source rows whose interpolations the two buffers hold
        int belowRow = -1;
        for (int y = 0; y < height; y++) {
            if (rows.lower(y) == belowRow) {
                float[] swapped = above;
                above = below;
                below = swapped;
                belowRow = aboveRow;
                aboveRow = rows.lower(y);
            }
            if (rows.lower(y) != aboveRow) {
                aboveRow = rows.lower(y);
                columns.interpolate(source.data, source.startIndex + aboveRow * source.stride, above);
            }
            if (rows.upper(y) != belowRow) {
                belowRow = rows.upper(y);
                columns.interpolate(source.data, source.startIndex + belowRow * source.stride, below);
            }
            float share = rows.fraction(y);
            int to = y * width;
            for (int x = 0; x < width; x++) result.data[to + x] = (1 - share) * above[x] + share * below[x];
        }
        return result;
    }
}

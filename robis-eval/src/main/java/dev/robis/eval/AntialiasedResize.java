package dev.robis.eval;

import boofcv.struct.image.GrayF32;

/**
 * Pillow's bilinear resize of a float image: a triangle filter that widens with the reduction, weights in double, columns
 * before rows, float between the two.
 */
final class AntialiasedResize {

    private AntialiasedResize() {}

    /**
     * @param image without padding. Not modified.
     */
    static GrayF32 of(GrayF32 image, int width, int height) {
        Filter[] columns = filters(image.width, width);
        Filter[] rows = filters(image.height, height);
        GrayF32 narrow = new GrayF32(width, image.height);
        for (int y = 0, i = 0; y < image.height; y++)
            for (Filter column : columns) narrow.data[i++] = column.at(image.data, y * image.width, 1);
        GrayF32 result = new GrayF32(width, height);
        for (int y = 0, i = 0; y < height; y++)
            for (int x = 0; x < width; x++) result.data[i++] = rows[y].at(narrow.data, x, width);
        return result;
    }

    private static Filter[] filters(int from, int to) {
        double scale = (double) from / to;
        double support = Math.max(scale, 1);
        Filter[] filters = new Filter[to];
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale;
            int first = Math.max((int) (centre - support + 0.5), 0);
            int end = Math.min((int) (centre + support + 0.5), from);
            double[] weights = new double[end - first];
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                weights[k] = Math.max(0, 1 - Math.abs((first + k + 0.5 - centre) / support));
                sum += weights[k];
            }
            for (int k = 0; k < weights.length; k++) weights[k] /= sum;
            filters[i] = new Filter(first, weights);
        }
        return filters;
    }

    /** What one new pixel takes of the old ones from {@code first} on. */
    private static final class Filter {
        private final int first;
        private final double[] weights;

        Filter(int first, double[] weights) {
            this.first = first;
            this.weights = weights;
        }

        float at(float[] line, int start, int step) {
            double sum = 0;
            for (int k = 0, i = start + first * step; k < weights.length; k++, i += step) sum += weights[k] * line[i];
            return (float) sum;
        }
    }
}

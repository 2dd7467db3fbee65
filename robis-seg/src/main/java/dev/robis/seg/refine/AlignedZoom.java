package dev.robis.seg.refine;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.seg.image.ImageSize;

/**
 * Linear interpolation of 8-bit images whose corner pixels stay corner pixels, without antialiasing: SciPy's {@code
 * ndimage.zoom(order=1)}, computed in double precision as there and rounded half up. {@link
 * dev.robis.seg.map.BilinearResize} has the same geometry for float images, in single precision.
 *
 * <p>SciPy leaves a last row or column black whose position comes out beyond the last pixel by a rounding error (55 rows
 * to 14, for example; no size of MVTec AD 2). So does this.
 */
final class AlignedZoom {

    private AlignedZoom() {}

    /**
     * @param image may be a sub-image. Not modified.
     */
    static Planar<GrayU8> apply(Planar<GrayU8> image, ImageSize size) {
        Axis columns = new Axis(image.width, size.width());
        Axis rows = new Axis(image.height, size.height());
        Planar<GrayU8> result = new Planar<>(GrayU8.class, size.width(), size.height(), image.getNumBands());
        for (int b = 0; b < image.getNumBands(); b++) apply(image.getBand(b), columns, rows, result.getBand(b));
        return result;
    }

    private static void apply(GrayU8 image, Axis columns, Axis rows, GrayU8 into) {
        for (int y = 0; y < into.height; y++) {
            int above = image.startIndex + rows.lower[y] * image.stride;
            int below = image.startIndex + rows.upper[y] * image.stride;
            for (int x = 0; x < into.width; x++) {
                if (rows.beyond[y] || columns.beyond[x]) continue;
                int left = columns.lower[x];
                int right = columns.upper[x];
                double sum = (image.data[above + left] & 0xff) * (1 - rows.share[y]) * (1 - columns.share[x]);
                sum += (image.data[above + right] & 0xff) * (1 - rows.share[y]) * columns.share[x];
                sum += (image.data[below + left] & 0xff) * rows.share[y] * (1 - columns.share[x]);
                sum += (image.data[below + right] & 0xff) * rows.share[y] * columns.share[x];
                into.data[y * into.width + x] = (byte) (int) (sum + 0.5);
            }
        }
    }

    /** Where outputs lie between inputs. */
    private static final class Axis {
        private final int[] lower;
        private final int[] upper;
        private final double[] share; // of the upper input
        private final boolean[] beyond;

        Axis(int inputs, int outputs) {
            lower = new int[outputs];
            upper = new int[outputs];
            share = new double[outputs];
            beyond = new boolean[outputs];
            double step = outputs == 1 ? 1 : (double) (inputs - 1) / (outputs - 1);
            for (int i = 0; i < outputs; i++) {
                double at = i * step;
                beyond[i] = at > inputs - 1;
                lower[i] = Math.min((int) at, inputs - 1);
                upper[i] = Math.min(lower[i] + 1, inputs - 1);
                share[i] = at - lower[i];
            }
        }
    }
}

package dev.robis.seg.image;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The samples of a decoded image as they are in its file. Java's own conversions ({@code getRGB}, drawing) go through
 * colour spaces: they treat grey as linear light and so change its values, and they multiply by alpha.
 */
final class Samples {

    private final Raster raster;
    private final int[][] palette; // red, green, blue; null for none
    private final int colours; // 1 (grey) or 3
    private final int[] shift; // per colour, to the right, to make eight bits of it

    private Samples(Raster raster, int[][] palette, int colours, int[] shift) {
        this.raster = raster;
        this.palette = palette;
        this.colours = colours;
        this.shift = shift;
    }

    /**
     * @param origin named in errors
     * @throws UnreadableImageException if the samples are not unsigned integers of up to 16 bits, grey or RGB
     */
    static Samples of(BufferedImage image, Object origin) throws UnreadableImageException {
        ColorModel model = image.getColorModel();
        if (model instanceof IndexColorModel indexed) return new Samples(image.getRaster(), palette(indexed), 3, null);
        int colours = model.getNumColorComponents();
        int space = model.getColorSpace().getType();
        if (!(space == ColorSpace.TYPE_GRAY ? colours == 1 : space == ColorSpace.TYPE_RGB && colours == 3))
            throw new UnreadableImageException(
                    origin, "expected grey or RGB, found another colour space of " + colours + " components");
        int[] shift = new int[colours];
        for (int c = 0; c < colours; c++) shift[c] = model.getComponentSize(c) - 8;
        boolean integers = model.getTransferType() == DataBuffer.TYPE_BYTE
                || model.getTransferType() == DataBuffer.TYPE_USHORT
                || model.getTransferType() == DataBuffer.TYPE_INT;
        if (!integers || shift[0] > 8)
            throw new UnreadableImageException(
                    origin,
                    "expected unsigned samples of up to 16 bits, found " + model.getComponentSize(0)
                            + (integers ? " bits" : " bits, signed or floating-point"));
        return new Samples(image.getRaster(), null, colours, shift);
    }

    private static int[][] palette(IndexColorModel model) {
        int[][] palette = new int[3][model.getMapSize()];
        for (int i = 0; i < model.getMapSize(); i++) {
            palette[0][i] = model.getRed(i);
            palette[1][i] = model.getGreen(i);
            palette[2][i] = model.getBlue(i);
        }
        return palette;
    }

    /** The image in eight bits, grey repeated in every band. */
    Planar<GrayU8> toPlanar() {
        Planar<GrayU8> image = new Planar<>(GrayU8.class, raster.getWidth(), raster.getHeight(), 3);
        int[] row = null;
        for (int y = 0; y < image.height; y++) {
            row = row(y, row);
            for (int band = 0; band < 3; band++) copyRow(row, band, image.getBand(band).data, y * image.width);
        }
        return image;
    }

    private void copyRow(int[] row, int band, byte[] into, int at) {
        int width = raster.getWidth();
        if (palette != null) {
            int[] colour = palette[band];
            for (int x = 0; x < width; x++) into[at + x] = (byte) colour[row[x]];
            return;
        }
        int step = raster.getNumBands(), from = Math.min(band, colours - 1), right = shift[from];
        if (right >= 0) for (int x = 0; x < width; x++) into[at + x] = (byte) (row[x * step + from] >> right);
        else for (int x = 0; x < width; x++) into[at + x] = (byte) (row[x * step + from] << -right);
    }

    /** 1 where any colour, at its full depth, is not 0. */
    GrayU8 toMask() {
        GrayU8 mask = new GrayU8(raster.getWidth(), raster.getHeight());
        int step = raster.getNumBands();
        int[] row = null;
        for (int y = 0; y < mask.height; y++) {
            row = row(y, row);
            for (int x = 0; x < mask.width; x++) mask.data[y * mask.width + x] = (byte) (isSet(row, x * step) ? 1 : 0);
        }
        return mask;
    }

    private boolean isSet(int[] row, int at) {
        int any = 0;
        for (int c = 0; c < colours; c++) any |= palette == null ? row[at + c] : palette[c][row[at]];
        return any != 0;
    }

    private int[] row(int y, int[] into) {
        return raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, into);
    }
}

package dev.robis.seg.image;

import boofcv.struct.image.GrayU8;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads 8-bit grey PNGs and refuses what would merely look like one when decoded: palettes, bits, colours, alpha. */
final class GreyPng {

    private static final long SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int HEADER = 26, BITS = 24, COLOUR = 25;
    private static final String[] COLOURS = {"grey", null, "RGB", "palette", "grey and alpha", null, "RGB and alpha"};

    private GreyPng() {}

    static GrayU8 read(Path file) throws IOException {
        checkHeader(file);
        try (ImageDecoder decoder = ImageDecoder.open(file)) {
            Raster raster = decoder.decode().getRaster();
            GrayU8 image = new GrayU8(raster.getWidth(), raster.getHeight());
            raster.getDataElements(0, 0, image.width, image.height, image.data);
            return image;
        }
    }

    private static void checkHeader(Path file) throws IOException {
        if (Files.isDirectory(file)) throw new UnreadableImageException(file, "expected a PNG, found a folder");
        byte[] header;
        try (InputStream in = Files.newInputStream(file)) {
            header = in.readNBytes(HEADER);
        }
        if (header.length < HEADER || ByteBuffer.wrap(header).getLong() != SIGNATURE)
            throw new UnreadableImageException(file, "expected a PNG, found something else");
        int colour = header[COLOUR];
        if (colour == 0 && header[BITS] == Byte.SIZE) return;
        boolean known = colour >= 0 && colour < COLOURS.length && COLOURS[colour] != null;
        throw new UnreadableImageException(
                file,
                "expected an 8-bit grey PNG, found " + header[BITS] + " bits, "
                        + (known ? COLOURS[colour] : "unknown colour type " + colour));
    }
}

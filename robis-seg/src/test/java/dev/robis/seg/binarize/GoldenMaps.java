package dev.robis.seg.binarize;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import dev.robis.nn.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/** Reads the images of the golden cases, which all have one form. */
final class GoldenMaps {

    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int STRIP_OFFSET = 273;

    private GoldenMaps() {}

    /** A little-endian TIFF of one uncompressed strip of half-precision numbers. */
    static GrayF32 map(Path file) {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int directory = bytes.getInt(4);
        Map<Integer, Integer> tags = new HashMap<>();
        for (int i = 0; i < bytes.getShort(directory); i++) {
            int entry = directory + 2 + 12 * i;
            boolean isShort = bytes.getShort(entry + 2) == 3;
            int value = isShort ? bytes.getShort(entry + 8) & 0xffff : bytes.getInt(entry + 8);
            tags.put(bytes.getShort(entry) & 0xffff, value);
        }
        GrayF32 map = new GrayF32(tags.get(WIDTH), tags.get(HEIGHT));
        bytes.position(tags.get(STRIP_OFFSET));
        for (int i = 0; i < map.data.length; i++) map.data[i] = HalfFloat.toFloat(bytes.getShort());
        return map;
    }

    /** A mask of 0 and 255, as 0 and 1. */
    static GrayU8 mask(Path file) {
        try {
            BufferedImage image = ImageIO.read(file.toFile());
            Raster raster = image.getRaster();
            GrayU8 mask = new GrayU8(raster.getWidth(), raster.getHeight());
            for (int y = 0; y < mask.height; y++)
                for (int x = 0; x < mask.width; x++) mask.set(x, y, raster.getSample(x, y, 0) / 255);
            return mask;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param tensor {@code [height, width]} */
    static GrayF32 map(Tensor tensor) {
        GrayF32 map = new GrayF32(tensor.shape()[1], tensor.shape()[0]);
        map.data = tensor.data().clone();
        return map;
    }

    /** @param tensor {@code [height, width]} of 0 and 255 */
    static GrayU8 mask(Tensor tensor) {
        GrayU8 mask = new GrayU8(tensor.shape()[1], tensor.shape()[0]);
        for (int i = 0; i < mask.data.length; i++) mask.data[i] = (byte) (tensor.data()[i] / 255);
        return mask;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

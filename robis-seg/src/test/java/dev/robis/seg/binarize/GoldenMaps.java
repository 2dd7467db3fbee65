package dev.robis.seg.binarize;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import dev.robis.nn.tensor.Tensor;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.MapFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Reads the images of the golden cases, which all have one form. */
final class GoldenMaps {

    private GoldenMaps() {}

    static GrayF32 map(Path file) {
        try {
            return MapFiles.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static GrayU8 mask(Path file) {
        try {
            return ImageFiles.readMask(file);
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
}

package dev.robis.seg.refine;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.testing.Golden;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Images in the tensors of golden cases. */
final class GoldenMasks {

    private GoldenMasks() {}

    static Stream<Golden.Case> cases(String name) {
        return Golden.cases(
                "sam-finer", found -> found.json().path("case").asText().endsWith(name));
    }

    static List<String> tensors(Golden.Case golden, String file) {
        Iterable<String> names =
                () -> golden.json().path("files").path(file).path("tensors").fieldNames();
        return StreamSupport.stream(names.spliterator(), false).toList();
    }

    /** @param tensor {@code [height, width]}, 0 and anything */
    static GrayU8 mask(Tensor tensor) {
        GrayU8 mask = new GrayU8(tensor.shape()[1], tensor.shape()[0]);
        for (int i = 0; i < mask.data.length; i++) mask.data[i] = (byte) (tensor.data()[i] == 0 ? 0 : 1);
        return mask;
    }

    /** @param tensor {@code [height, width, channels]}, 0 to 255 */
    static Planar<GrayU8> image(Tensor tensor) {
        int[] shape = tensor.shape();
        Planar<GrayU8> image = new Planar<>(GrayU8.class, shape[1], shape[0], shape[2]);
        for (int i = 0; i < tensor.data().length; i++)
            image.getBand(i % shape[2]).data[i / shape[2]] = (byte) (int) tensor.data()[i];
        return image;
    }

    static int different(GrayU8 one, GrayU8 other) {
        if (one.width != other.width || one.height != other.height)
            throw new AssertionError(
                    "expected " + other.width + "x" + other.height + ", found " + one.width + "x" + one.height);
        int different = 0;
        for (int i = 0; i < one.data.length; i++) if (one.data[i] != other.data[i]) different++;
        return different;
    }
}

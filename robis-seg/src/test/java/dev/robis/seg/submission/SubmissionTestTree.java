package dev.robis.seg.submission;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.seg.data.Split;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.MapFiles;
import dev.robis.seg.progress.StageListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A correct submission of a benchmark of two objects.
 *
 * @param root holds {@code data} and {@code run}
 */
record SubmissionTestTree(Path root) {

    static final int WIDTH = 24, HEIGHT = 16;

    static final SubmissionSpec SPEC = new SubmissionSpec(
            new TreeMap<>(Map.of("can", 3, "rice", 2)),
            Map.of(Split.TEST_PRIVATE, "regular", Split.TEST_PRIVATE_MIXED, "mixed"));

    /**
     * @param divisor of the size of maps and masks
     */
    static SubmissionTestTree write(Path root, int divisor) throws IOException {
        SubmissionTestTree tree = new SubmissionTestTree(root);
        for (String object : SPEC.images().keySet())
            for (Split split : SPEC.suffixes().keySet())
                for (int i = 0; i < SPEC.images().get(object); i++) {
                    String name = object + "/" + split.folderName() + "/" + SPEC.stem(split, i);
                    ImageFiles.writePng(tree.image(name), new Planar<>(GrayU8.class, WIDTH, HEIGHT, 3));
                    MapFiles.writeFloat16(tree.map(name), map(WIDTH / divisor, HEIGHT / divisor));
                    ImageFiles.writeMask(tree.mask(name), mask(WIDTH / divisor, HEIGHT / divisor));
                }
        return tree;
    }

    static GrayF32 map(int width, int height) {
        GrayF32 map = new GrayF32(width, height);
        for (int i = 0; i < map.data.length; i++) map.data[i] = i;
        return map;
    }

    static GrayU8 mask(int width, int height) {
        GrayU8 mask = new GrayU8(width, height);
        for (int i = 0; i < mask.data.length; i += 3) mask.data[i] = 1;
        return mask;
    }

    Path data() {
        return root.resolve("data");
    }

    Path run() {
        return root.resolve("run");
    }

    Path image(String name) {
        return data().resolve(name + ".png");
    }

    Path map(String name) {
        return run().resolve("anomaly_images").resolve(name + ".tiff");
    }

    Path mask(String name) {
        return run().resolve("anomaly_images_thresholded").resolve(name + ".png");
    }

    SubmissionReport check() throws IOException {
        return new SubmissionCheck(SPEC, false).check(run(), run(), Optional.of(data()), StageListener.NONE);
    }

    SubmissionReport checkWithoutImages() throws IOException {
        return new SubmissionCheck(SPEC, false).check(run(), run(), Optional.empty(), StageListener.NONE);
    }

    SubmissionReport checkPartial() throws IOException {
        return new SubmissionCheck(SPEC, true).check(run(), run(), Optional.of(data()), StageListener.NONE);
    }
}

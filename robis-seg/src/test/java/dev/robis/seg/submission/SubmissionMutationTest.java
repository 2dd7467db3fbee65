package dev.robis.seg.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.MapFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which a correct submission can be spoilt is found, and nothing else is said. */
class SubmissionMutationTest {

    private static final String NAME = "can/test_private_mixed/001_mixed";
    private static final String MAP = "anomaly_images/" + NAME + ".tiff";
    private static final String MASK = "anomaly_images_thresholded/" + NAME + ".png";

    private interface Change {
        void on(SubmissionTestTree tree) throws IOException;
    }

    /**
     * @param about for the reader
     * @param kind of the fault that must be found
     * @param path of the fault
     */
    private record Mutation(String about, Fault.Kind kind, String path, Change change) {
        @Override
        public String toString() {
            return about;
        }
    }

    static Stream<Mutation> mutations() {
        return Stream.of(structure(), maps(), masks(), sizes()).flatMap(stream -> stream);
    }

    private static Stream<Mutation> structure() {
        return Stream.of(
                missing("a map is missing", MAP),
                missing("a mask is missing", MASK),
                missing("a split's maps are missing", "anomaly_images/rice/test_private"),
                missing("a split's masks are missing", "anomaly_images_thresholded/rice/test_private_mixed"),
                missing("an object's maps are missing", "anomaly_images/rice"),
                missing("an object's masks are missing", "anomaly_images_thresholded/can"),
                missing("there are no maps at all", "anomaly_images"),
                superfluous("an object too many", "anomaly_images/potato"),
                superfluous("an object of masks too many", "anomaly_images_thresholded/potato"),
                superfluous("a file beside the objects", "anomaly_images/readme.txt"),
                superfluous("a split too many", "anomaly_images/can/test_secret"),
                superfluous("a file beside the splits", "anomaly_images_thresholded/can/metrics.csv"),
                superfluous("an image too many", "anomaly_images/can/test_private/003_regular.tiff"),
                superfluous("a tile's map", "anomaly_images/can/test_private/001_regular_00.tiff"),
                superfluous("a hidden file", "anomaly_images_thresholded/can/test_private/.DS_Store"),
                superfluous("a folder among images", "anomaly_images/rice/test_private/good"),
                superfluous("a picture among maps", "anomaly_images/rice/test_private/000_regular.png"),
                renamed("the suffix of the other split", "001_mixed", "001_regular"),
                renamed("too few digits", "001_mixed", "01_mixed"),
                renamed("another extension", "001_mixed.tiff", "001_mixed.tif"),
                renamed("an extension in capitals", "001_mixed.tiff", "001_mixed.TIFF"),
                new Mutation("a folder named as a map", Fault.Kind.FORMAT, MAP, tree -> {
                    Files.delete(tree.map(NAME));
                    Files.createDirectory(tree.map(NAME));
                }),
                new Mutation("a file named as a split", Fault.Kind.FORMAT, "anomaly_images/rice/test_private", tree -> {
                    Path split = tree.run().resolve("anomaly_images/rice/test_private");
                    FileUtils.deleteDirectory(split.toFile());
                    Files.writeString(split, "");
                }),
                new Mutation(
                        "a file named as another split",
                        Fault.Kind.SUPERFLUOUS,
                        "anomaly_images/rice/test_public",
                        tree -> Files.writeString(tree.run().resolve("anomaly_images/rice/test_public"), "")));
    }

    private static Stream<Mutation> maps() {
        return Stream.of(
                map("floats of 32 bits", Fault.Kind.FORMAT, file -> MapFiles.writeFloat32(file, full())),
                map("an empty file", Fault.Kind.FORMAT, file -> Files.write(file, new byte[0])),
                map("no TIFF", Fault.Kind.FORMAT, file -> Files.writeString(file, "not a TIFF, but text")),
                map("a TIFF cut off", Fault.Kind.FORMAT, file -> {
                    byte[] bytes = Files.readAllBytes(file);
                    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
                }),
                map("integers of 16 bits", Fault.Kind.FORMAT, file -> setTag(file, 339, 1)),
                map("three samples per pixel", Fault.Kind.FORMAT, file -> setTag(file, 277, 3)),
                map("compression", Fault.Kind.FORMAT, file -> setTag(file, 259, 5)),
                map("a second page", Fault.Kind.FORMAT, SubmissionMutationTest::addPage),
                map("not a number", Fault.Kind.VALUE, file -> MapFiles.writeFloat16(file, with(Float.NaN))),
                map("infinite", Fault.Kind.VALUE, file -> MapFiles.writeFloat16(file, with(Float.POSITIVE_INFINITY))),
                map("beyond the largest half", Fault.Kind.VALUE, file -> MapFiles.writeFloat16(file, with(70000))));
    }

    private static Stream<Mutation> masks() {
        return Stream.of(
                mask("0 and 1", Fault.Kind.VALUE, file -> {
                    GrayU8 mask = new GrayU8(SubmissionTestTree.WIDTH, SubmissionTestTree.HEIGHT);
                    mask.set(3, 2, 1);
                    ImageFiles.writePng(file, mask);
                }),
                mask("one grey pixel", Fault.Kind.VALUE, file -> {
                    GrayU8 mask = new GrayU8(SubmissionTestTree.WIDTH, SubmissionTestTree.HEIGHT);
                    mask.set(23, 15, 254);
                    ImageFiles.writePng(file, mask);
                }),
                mask(
                        "three channels",
                        Fault.Kind.FORMAT,
                        file -> ImageFiles.writePng(
                                file,
                                new Planar<>(GrayU8.class, SubmissionTestTree.WIDTH, SubmissionTestTree.HEIGHT, 3))),
                mask("alpha", Fault.Kind.FORMAT, file -> picture(file, BufferedImage.TYPE_INT_ARGB, "png")),
                mask("one bit", Fault.Kind.FORMAT, file -> picture(file, BufferedImage.TYPE_BYTE_BINARY, "png")),
                mask("a palette", Fault.Kind.FORMAT, file -> picture(file, BufferedImage.TYPE_BYTE_INDEXED, "png")),
                mask("sixteen bits", Fault.Kind.FORMAT, file -> picture(file, BufferedImage.TYPE_USHORT_GRAY, "png")),
                mask("a JPEG", Fault.Kind.FORMAT, file -> picture(file, BufferedImage.TYPE_BYTE_GRAY, "jpg")),
                mask("a PNG cut off", Fault.Kind.FORMAT, file -> {
                    byte[] bytes = Files.readAllBytes(file);
                    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
                }),
                mask("an empty file", Fault.Kind.FORMAT, file -> Files.write(file, new byte[0])));
    }

    private static Stream<Mutation> sizes() {
        int width = SubmissionTestTree.WIDTH, height = SubmissionTestTree.HEIGHT;
        return Stream.of(
                map(
                        "turned by a quarter",
                        Fault.Kind.SIZE,
                        file -> MapFiles.writeFloat16(file, SubmissionTestTree.map(height, width))),
                map(
                        "a column too many",
                        Fault.Kind.SIZE,
                        file -> MapFiles.writeFloat16(file, SubmissionTestTree.map(width + 1, height))),
                map(
                        "one map of quarter size",
                        Fault.Kind.SIZE,
                        file -> MapFiles.writeFloat16(file, SubmissionTestTree.map(width / 4, height / 4))),
                mask(
                        "one mask of quarter size",
                        Fault.Kind.SIZE,
                        file -> ImageFiles.writeMask(file, SubmissionTestTree.mask(width / 4, height / 4))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutations")
    void isFound(Mutation mutation, @TempDir Path folder) throws IOException {
        SubmissionTestTree tree = SubmissionTestTree.write(folder, 1);
        assertThat(tree.check().faults()).as("before").isEmpty();
        mutation.change.on(tree);
        assertThat(tree.check().faults())
                .filteredOn(fault -> !(fault.kind() == Fault.Kind.SUPERFLUOUS && mutation.kind == Fault.Kind.MISSING))
                .extracting(Fault::kind, Fault::path)
                .containsExactly(tuple(mutation.kind, mutation.path));
        assertThat(tree.checkWithoutImages().faults())
                .as("without source images")
                .isNotEmpty();
        SubmissionReport partial = tree.checkPartial();
        if (mutation.kind == Fault.Kind.MISSING && !mutation.path.equals("anomaly_images"))
            assertThat(partial.warnings()).anyMatch(warning -> warning.startsWith("partial: "));
        else assertThat(partial.faults()).as("partial").isNotEmpty();
    }

    private static Mutation missing(String about, String path) {
        return new Mutation(
                about,
                Fault.Kind.MISSING,
                path,
                tree -> FileUtils.forceDelete(tree.run().resolve(path).toFile()));
    }

    private static Mutation superfluous(String about, String path) {
        return new Mutation(about, Fault.Kind.SUPERFLUOUS, path, tree -> {
            Path file = tree.run().resolve(path);
            if (path.substring(path.lastIndexOf('/')).contains(".")) Files.writeString(file, "");
            else Files.createDirectory(file);
        });
    }

    private static Mutation renamed(String about, String from, String to) {
        return new Mutation(about, Fault.Kind.MISSING, MAP, tree -> {
            Path map = tree.map(NAME);
            Files.move(map, map.resolveSibling(map.getFileName().toString().replace(from, to)));
        });
    }

    private interface FileChange {
        void on(Path file) throws IOException;
    }

    private static Mutation map(String about, Fault.Kind kind, FileChange change) {
        return new Mutation("map: " + about, kind, MAP, tree -> change.on(tree.map(NAME)));
    }

    private static Mutation mask(String about, Fault.Kind kind, FileChange change) {
        return new Mutation("mask: " + about, kind, MASK, tree -> change.on(tree.mask(NAME)));
    }

    private static GrayF32 full() {
        return SubmissionTestTree.map(SubmissionTestTree.WIDTH, SubmissionTestTree.HEIGHT);
    }

    private static GrayF32 with(float value) {
        GrayF32 map = full();
        map.set(5, 4, value);
        return map;
    }

    private static void picture(Path file, int type, String format) throws IOException {
        BufferedImage image = new BufferedImage(SubmissionTestTree.WIDTH, SubmissionTestTree.HEIGHT, type);
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    }

    /** Of a file with its only directory at offset 8. */
    private static void setTag(Path file, int tag, int value) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0, at = 10; i < bytes.getShort(8); i++, at += 12)
            if ((bytes.getShort(at) & 0xffff) == tag) bytes.putShort(at + 8, (short) value);
        Files.write(file, bytes.array());
    }

    /** The directory once more at the end of the file. */
    private static void addPage(Path file) throws IOException {
        byte[] old = Files.readAllBytes(file);
        int length =
                2 + 12 * ByteBuffer.wrap(old).order(ByteOrder.LITTLE_ENDIAN).getShort(8) + 4;
        ByteBuffer bytes = ByteBuffer.allocate(old.length + length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(old).put(old, 8, length);
        bytes.putInt(8 + length - 4, old.length);
        Files.write(file, bytes.array());
    }
}

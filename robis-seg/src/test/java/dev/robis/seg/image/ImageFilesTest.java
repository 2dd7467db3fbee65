package dev.robis.seg.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writing, reading back, masks, sizes, and whole files under concurrent use. */
class ImageFilesTest {

    @TempDir
    Path folder;

    @RepeatedTest(10)
    void imagesComeBack() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Planar<GrayU8> image = TestImages.random(random, 1 + random.nextInt(60), 1 + random.nextInt(60));
        Path file = folder.resolve("new/folders/image.png");

        ImageFiles.writePng(file, image);
        TestImages.assertSame(ImageFiles.read(file), image);
        assertThat(ImageFiles.size(file)).as("seed %d", seed).isEqualTo(new ImageSize(image.width, image.height));
        assertThat(ImageFiles.size(Files.readAllBytes(file), "bytes")).isEqualTo(ImageFiles.size(file));

        ImageFiles.writePng(file, TestImages.asSubimage(image));
        TestImages.assertSame(ImageFiles.read(file), image);

        ImageFiles.writePng(file, TestImages.asSubimage(image).getBand(1));
        for (int band = 0; band < 3; band++)
            TestImages.assertSame(ImageFiles.read(file).getBand(band), image.getBand(1));
    }

    @Test
    void masksAreStretchedInTheFile() throws IOException {
        Planar<GrayU8> bits = TestImages.random(new Random(3), 21, 17);
        GrayU8 mask = bits.getBand(0);
        for (int i = 0; i < mask.data.length; i++) mask.data[i] &= 1;
        Path file = folder.resolve("mask.png");

        ImageFiles.writeMask(file, TestImages.asSubimage(bits).getBand(0));

        TestImages.assertSame(ImageFiles.readMask(file), mask);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        ImageFiles.writeMask(sent, mask);
        assertThat(sent.toByteArray()).isEqualTo(Files.readAllBytes(file));
        GrayU8 stored = ImageFiles.read(file).getBand(0);
        for (int i = 0; i < mask.data.length; i++)
            assertThat(stored.data[i] & 0xff).isEqualTo(255 * mask.data[i]);
    }

    @Test
    void masksCarryAComment() throws IOException {
        GrayU8 mask = new GrayU8(5, 3);
        mask.set(2, 1, 1);
        Path file = folder.resolve("mask.png");
        ImageFiles.writeMask(file, mask, "made by hand");
        TestImages.assertSame(ImageFiles.readMask(file), mask);
        assertThat(ImageFiles.comment(file)).contains("made by hand");

        ImageFiles.writeMask(file, mask);
        assertThat(ImageFiles.comment(file)).isEmpty();
        assertThat(ImageFiles.comment(Files.writeString(folder.resolve("text.png"), "no image")))
                .isEmpty();
        byte[] png = Files.readAllBytes(file);
        Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(png, 12));
        assertThatThrownBy(() -> ImageFiles.comment(cut))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("cut.png");
    }

    @Test
    void anythingButZeroIsSetInAMask() throws IOException {
        Path file = folder.resolve("mask.png");
        Files.write(file, new Png(3, 1, 16, Png.GREY).rows(new byte[] {0, 0, 0, 1, (byte) 128, 0}));
        assertThat(ImageFiles.readMask(file).data).as("16 bits").containsExactly(0, 1, 1);
        Files.write(file, new Png(3, 1, 8, Png.RGB).rows(new byte[] {0, 0, 0, 0, 0, 1, 9, 0, 0}));
        assertThat(ImageFiles.readMask(file).data).as("colours").containsExactly(0, 1, 1);
        Files.write(file, new Png(2, 1, 8, Png.RGB_ALPHA).rows(new byte[] {0, 0, 0, 99, 0, 1, 0, 0}));
        assertThat(ImageFiles.readMask(file).data).as("alpha is no colour").containsExactly(0, 1);
        Files.write(
                file,
                new Png(2, 1, 8, Png.PALETTE)
                        .chunk("PLTE", new byte[] {0, 0, 9, 0, 0, 0})
                        .rows(new byte[] {0, 1}));
        assertThat(ImageFiles.readMask(file).data).as("palette").containsExactly(1, 0);
    }

    @Test
    void badImagesAreNotWritten() throws IOException {
        Path file = folder.resolve("image.png");
        GrayU8 mask = new GrayU8(3, 2);
        mask.set(2, 1, 255);
        assertThatThrownBy(() -> ImageFiles.writeMask(file, mask))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("image.png", "0 and 1", "255", "x=2, y=1");
        assertThatThrownBy(() -> ImageFiles.writePng(file, new Planar<>(GrayU8.class, 3, 2, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("image.png", "4 bands");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void manyAreWrittenAtOnceEachUnderItsName() throws IOException {
        List<Planar<GrayU8>> images = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            images.add(TestImages.random(new Random(i), 1 + i, 40 - i));
            files.add(folder.resolve(i + ".png"));
        }
        ImageFiles.writePngs(files, images::get);
        for (int i = 0; i < files.size(); i++) TestImages.assertSame(ImageFiles.read(files.get(i)), images.get(i));
    }

    @Test
    void oneOfManyThatCannotBeWrittenIsToldOf() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("taken.png/full"));
        List<Path> files = List.of(folder.resolve("a.png"), taken.getParent(), folder.resolve("b.png"));
        assertThatThrownBy(() -> ImageFiles.writePngs(files, i -> TestImages.random(new Random(i), 5, 5)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("taken.png");
    }

    @Test
    void aFailedWriteLeavesWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "before");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(1);
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(file).hasContent("before");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void readersOfAFileBeingReplacedSeeOneWholeImage() throws Exception {
        Path file = folder.resolve("shared.png");
        List<Planar<GrayU8>> versions = new ArrayList<>();
        for (int v = 0; v < 4; v++) {
            Planar<GrayU8> image = new Planar<>(GrayU8.class, 64, 64, 3);
            for (GrayU8 band : image.bands) Arrays.fill(band.data, (byte) (50 * v));
            versions.add(image);
        }
        ImageFiles.writePng(file, versions.get(0));
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int thread = t;
                tasks.add(() -> {
                    for (int i = 0; i < 25; i++) {
                        if (thread < 4) ImageFiles.writePng(file, versions.get(thread));
                        else {
                            Planar<GrayU8> seen = ImageFiles.read(file);
                            TestImages.assertSame(
                                    seen, versions.get(seen.getBand(0).get(0, 0) / 50));
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> done : pool.invokeAll(tasks)) done.get();
        } finally {
            pool.shutdown();
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).as("no temporary file is left").containsExactly(file);
        }
    }
}

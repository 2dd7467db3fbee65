package dev.robis.seg.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boofcv.struct.image.GrayF32;
import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import dev.robis.nn.tensor.HalfFloat;
import dev.robis.nn.testing.Golden;
import dev.robis.seg.map.HalfPrecision;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Float TIFFs: those of the reference, our own in other hands, and broken ones. */
class MapFilesTest {

    @TempDir
    Path folder;

    static Stream<Golden.Case> casesWithMaps() {
        return Stream.of("mebin", "merging", "anomaly-map")
                .flatMap(stage -> Golden.cases(stage, golden -> !maps(golden).isEmpty()));
    }

    private static List<Path> maps(Golden.Case golden) {
        try (Stream<Path> files = Files.walk(golden.folder())) {
            return files.filter(file -> file.toString().endsWith(".tiff")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("casesWithMaps")
    void mapsOfTheReferenceAreWrittenAsItWroteThem(Golden.Case golden) throws IOException {
        for (Path file : maps(golden)) {
            GrayF32 map = MapFiles.read(file);
            Path copy = folder.resolve("copy.tiff");
            MapFiles.writeFloat16(copy, map);

            assertThat(tags(copy)).as(file.toString()).isEqualTo(tags(file));
            assertThat(strip(copy)).as(file.toString()).isEqualTo(strip(file));
            assertThat(map.data[0])
                    .isEqualTo(HalfFloat.toFloat(littleEndian(strip(file)).getShort()));
        }
    }

    static Stream<Golden.Case> anomalyMaps() {
        return Golden.cases(
                "anomaly-map",
                golden -> Files.exists(golden.path("map0.tiff")) && Files.exists(golden.path("expected.safetensors")));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("anomalyMaps")
    void mapsOfTheReferenceHoldItsNumbers(Golden.Case golden) throws IOException {
        float[] expected = golden.tensor("expected.safetensors", "final_f16").data();
        int at = 0;
        for (int i = 0; at < expected.length; i++) {
            float[] found = MapFiles.read(golden.path("map" + i + ".tiff")).data;
            assertThat(found).isEqualTo(Arrays.copyOfRange(expected, at, at + found.length));
            at += found.length;
        }
    }

    private static Directory page(Path file) throws IOException {
        try (var bytes = new ByteArrayImageInputStream(Files.readAllBytes(file))) {
            return ((CompoundDirectory) new TIFFReader().read(bytes)).getDirectory(0);
        }
    }

    /** All tags but the two that may differ. */
    private static Map<Object, String> tags(Path file) throws IOException {
        Map<Object, String> tags = new TreeMap<>();
        for (Entry entry : page(file))
            if (!Set.of(TIFF.TAG_SOFTWARE, TIFF.TAG_STRIP_OFFSETS).contains(entry.getIdentifier()))
                tags.put(entry.getIdentifier(), entry.getTypeName() + " " + entry.getValueAsString());
        return tags;
    }

    private static byte[] strip(Path file) throws IOException {
        Directory page = page(file);
        int from = ((Number) page.getEntryById(TIFF.TAG_STRIP_OFFSETS).getValue()).intValue();
        int length = ((Number) page.getEntryById(TIFF.TAG_STRIP_BYTE_COUNTS).getValue()).intValue();
        return Arrays.copyOfRange(Files.readAllBytes(file), from, from + length);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @RepeatedTest(10)
    void mapsComeBack() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        GrayF32 map = TestImages.randomMap(random, 1 + random.nextInt(80), 1 + random.nextInt(80));
        GrayF32 rounded = HalfPrecision.round(map);
        Path file = folder.resolve("new/folders/map.tiff");

        for (GrayF32 same : List.of(map, TestImages.asSubimage(map))) {
            MapFiles.writeFloat32(file, same);
            TestImages.assertSame(MapFiles.read(file), map);
            MapFiles.writeFloat16(file, same);
            TestImages.assertSame(MapFiles.read(file), rounded);
        }
        assertThat(file.getParent()).isDirectoryContaining("glob:**map.tiff");
    }

    @Test
    void extremeValuesComeBack() throws IOException {
        GrayF32 map = new GrayF32(6, 1);
        map.data = new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, -3.5f, 0x1p-24f};
        Path file = folder.resolve("map.tiff");
        MapFiles.writeFloat16(file, map);
        TestImages.assertSame(MapFiles.read(file), map);
        MapFiles.writeFloat32(file, map);
        TestImages.assertSame(MapFiles.read(file), map);
    }

    /** TwelveMonkeys knows both widths but clamps to 0..1; the JDK's reader knows 32 bits only. */
    @ParameterizedTest
    @ValueSource(strings = {"com.twelvemonkeys.", "com.sun."})
    void otherReadersReadThem(String reader) throws IOException {
        GrayF32 map = new GrayF32(5, 3);
        for (int i = 0; i < 15; i++) map.data[i] = i / 16f;
        Path file = folder.resolve("map.tiff");
        MapFiles.writeFloat32(file, map);
        assertThat(rasterBy(reader, file).getSamples(0, 0, 5, 3, 0, (float[]) null))
                .isEqualTo(map.data);
        if (reader.equals("com.sun.")) return;
        MapFiles.writeFloat16(file, map);
        assertThat(rasterBy(reader, file).getSamples(0, 0, 5, 3, 0, (float[]) null))
                .isEqualTo(map.data);
    }

    private static Raster rasterBy(String reader, Path file) throws IOException {
        try (var bytes = new ByteArrayImageInputStream(Files.readAllBytes(file))) {
            for (Iterator<ImageReader> readers = ImageIO.getImageReaders(bytes); readers.hasNext(); ) {
                ImageReader found = readers.next();
                if (!found.getClass().getName().startsWith(reader)) continue;
                found.setInput(bytes);
                return found.read(0).getRaster();
            }
        }
        throw new AssertionError("no reader " + reader);
    }

    /** A TIFF of shorts and longs only, to be spoilt. */
    private static final class Tiff {
        final Map<Integer, long[]> tags = new TreeMap<>();
        final ByteOrder order;
        byte[] pixels;

        Tiff(ByteOrder order, int width, int height, int bits, byte[] pixels) {
            this.order = order;
            this.pixels = pixels;
            set(TIFF.TAG_IMAGE_WIDTH, width).set(TIFF.TAG_IMAGE_HEIGHT, height).set(TIFF.TAG_BITS_PER_SAMPLE, bits);
            set(TIFF.TAG_SAMPLE_FORMAT, 3).set(TIFF.TAG_PHOTOMETRIC_INTERPRETATION, 1);
            set(TIFF.TAG_STRIP_OFFSETS, 8).set(TIFF.TAG_STRIP_BYTE_COUNTS, pixels.length);
        }

        Tiff set(int tag, long... values) {
            tags.put(tag, values);
            return this;
        }

        Tiff without(int tag) {
            tags.remove(tag);
            return this;
        }

        /** Pixels from offset 8 on, then long values, then the tags. */
        byte[] bytes() {
            List<long[]> longs =
                    tags.values().stream().filter(v -> v.length > 1).toList();
            int valuesAt = 8 + pixels.length, tagsAt = valuesAt;
            for (long[] values : longs) tagsAt += 4 * values.length;
            ByteBuffer out =
                    ByteBuffer.allocate(tagsAt + 2 + 12 * tags.size() + 4).order(order);
            byte mark = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
            out.put(mark).put(mark).putShort((short) 42).putInt(tagsAt).put(pixels);
            for (long[] values : longs) for (long value : values) out.putInt((int) value);
            out.putShort((short) tags.size());
            for (Map.Entry<Integer, long[]> tag : tags.entrySet()) {
                out.putShort(tag.getKey().shortValue()).putShort((short) 4).putInt(tag.getValue().length);
                if (tag.getValue().length == 1) out.putInt((int) tag.getValue()[0]);
                else {
                    out.putInt(valuesAt);
                    valuesAt += 4 * tag.getValue().length;
                }
            }
            return out.putInt(0).array();
        }
    }

    private static Tiff threeByTwo(ByteOrder order, int bits) {
        ByteBuffer pixels = ByteBuffer.allocate(6 * bits / 8).order(order);
        for (int i = 0; i < 6; i++)
            if (bits == 16) pixels.putShort(HalfFloat.fromFloat(i * 40));
            else pixels.putFloat(i * 40);
        return new Tiff(order, 3, 2, bits, pixels.array());
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32})
    void eitherByteOrderAndAnyStripsAreRead(int bits) throws IOException {
        Path file = folder.resolve("map.tiff");
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            Files.write(file, threeByTwo(order, bits).bytes());
            assertThat(MapFiles.read(file).data).as(order.toString()).containsExactly(0, 40, 80, 120, 160, 200);
            int row = 3 * bits / 8;
            Files.write(
                    file,
                    threeByTwo(order, bits)
                            .set(TIFF.TAG_STRIP_OFFSETS, 8 + row, 8)
                            .set(TIFF.TAG_STRIP_BYTE_COUNTS, row, row)
                            .bytes());
            assertThat(MapFiles.read(file).data).as("strips in any order").containsExactly(120, 160, 200, 0, 40, 80);
        }
    }

    @Test
    void otherTiffsAreRefused() throws IOException {
        assertRefused(tiff().set(TIFF.TAG_COMPRESSION, 5), "compression 1", "compression 5");
        assertRefused(tiff().set(TIFF.TAG_SAMPLES_PER_PIXEL, 3), "samples per pixel 3");
        assertRefused(tiff().set(TIFF.TAG_SAMPLE_FORMAT, 1), "sample format 3", "sample format 1");
        assertRefused(tiff().without(TIFF.TAG_SAMPLE_FORMAT), "sample format 1");
        assertRefused(tiff().set(TIFF.TAG_BITS_PER_SAMPLE, 64), "16 or 32 bits", "64");
        assertRefused(tiff().without(TIFF.TAG_IMAGE_WIDTH), "tag 256");
        assertRefused(tiff().set(TIFF.TAG_IMAGE_WIDTH, 3, 3), "tag 256");
        assertRefused(tiff().without(TIFF.TAG_STRIP_OFFSETS), "strip offsets");
        assertRefused(tiff().set(TIFF.TAG_STRIP_BYTE_COUNTS, 12, 12), "1 and 2");
        assertRefused(tiff().set(TIFF.TAG_STRIP_BYTE_COUNTS, 20), "expected 24 bytes", "found 20");
        assertRefused(
                tiff().set(TIFF.TAG_STRIP_OFFSETS, 8, 8).set(TIFF.TAG_STRIP_BYTE_COUNTS, 2, 22), "within a sample");
        assertRefused(tiff().set(TIFF.TAG_STRIP_OFFSETS, 0xffffffffL), "cut off", "4294967295");
        assertRefused(tiff().set(TIFF.TAG_IMAGE_HEIGHT, 0), "3x0");
    }

    @Test
    void promisesAreCheckedBeforeMemoryIsTaken() throws IOException {
        assertRefused(tiff().set(TIFF.TAG_IMAGE_WIDTH, 0xffffffffL).set(TIFF.TAG_IMAGE_HEIGHT, 0xffffffffL), "pixels");
        assertRefused(
                tiff().set(TIFF.TAG_IMAGE_WIDTH, 1 << 14).set(TIFF.TAG_IMAGE_HEIGHT, 1 << 14), "1073741824 bytes");
        long[] offsets = new long[1000], counts = new long[1000];
        Arrays.fill(offsets, 8);
        Arrays.fill(counts, 24);
        assertRefused(
                tiff().set(TIFF.TAG_IMAGE_WIDTH, 6000)
                        .set(TIFF.TAG_IMAGE_HEIGHT, 1)
                        .set(TIFF.TAG_STRIP_OFFSETS, offsets)
                        .set(TIFF.TAG_STRIP_BYTE_COUNTS, counts),
                "in a file of");
    }

    private static Tiff tiff() {
        return threeByTwo(ByteOrder.LITTLE_ENDIAN, 32);
    }

    private void assertRefused(Tiff tiff, String... parts) throws IOException {
        Path file = Files.write(folder.resolve("broken.tiff"), tiff.bytes());
        assertThatThrownBy(() -> MapFiles.read(file))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("broken.tiff")
                .hasMessageContainingAll(parts);
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path png = folder.resolve("image.png");
        ImageFiles.writePng(png, TestImages.random(new Random(1), 4, 4));
        Path empty = Files.createFile(folder.resolve("empty"));
        for (Path file : List.of(png, empty, folder))
            assertThatThrownBy(() -> MapFiles.read(file))
                    .isInstanceOf(UnreadableImageException.class)
                    .hasMessageContaining(file.getFileName().toString());
        assertThatThrownBy(() -> MapFiles.read(folder.resolve("missing"))).isInstanceOf(NoSuchFileException.class);
    }

    /** Every prefix is refused, and whatever the bytes are, there is a map or the one exception. */
    @Test
    void brokenFilesAreRefused() throws IOException {
        Path file = folder.resolve("broken.tiff");
        MapFiles.writeFloat16(file, TestImages.randomMap(new Random(1), 9, 7));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> MapFiles.read(file)).isInstanceOf(UnreadableImageException.class);
        }
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> refusals = new ArrayList<>();
        for (int round = 0; round < 2000; round++) {
            byte[] broken = whole.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--)
                broken[random.nextInt(200)] ^= (byte) (1 << random.nextInt(8)); // header and tags
            Files.write(file, broken);
            try {
                GrayF32 map = MapFiles.read(file);
                assertThat(map.data.length).as("seed %d, round %d", seed, round).isLessThanOrEqualTo(whole.length / 2);
            } catch (UnreadableImageException e) {
                refusals.add(e.getMessage());
            }
        }
        assertThat(refusals).isNotEmpty().allMatch(message -> message.contains("broken.tiff"));
    }

    @Test
    void emptyMapsAreNotWritten() {
        assertThatThrownBy(() -> MapFiles.writeFloat16(folder.resolve("map.tiff"), new GrayF32(0, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0x3");
    }
}

package dev.robis.eval;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.testing.Golden;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Reads the images of golden cases, in the layout of MVTec AD 2. */
final class GoldenImages {

    private static final Pattern TOLERANCE = Pattern.compile("tolerance (?:of )?([0-9.]+e-[0-9]+)");

    private GoldenImages() {}

    /**
     * One image of a split.
     *
     * @param name as {@code bad/003_regular}
     * @param map null if none is asked for
     * @param mask predicted
     * @param groundTruth null for a good image
     */
    record Sample(String name, GrayF32 map, GrayU8 mask, GrayU8 groundTruth) {

        /** The mask itself as scores. */
        GrayF32 maskAsMap() {
            GrayF32 map = new GrayF32(mask.width, mask.height);
            for (int i = 0; i < map.data.length; i++) map.data[i] = mask.data[i] != 0 ? 1 : 0;
            return map;
        }
    }

    /**
     * The images of a case in the reference's order, sorted paths.
     *
     * @param masks folder of the predicted masks
     * @param maps folder of the maps, or null
     */
    static List<Sample> samples(Golden.Case golden, String masks, String maps) {
        String split = golden.config().get("category").asText() + "/test_public";
        Path folder = golden.path(masks).resolve(split);
        List<Sample> samples = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name =
                        folder.relativize(file).toString().replace('\\', '/').replace(".png", "");
                Path truth = golden.path("data/" + split + "/ground_truth/" + name + "_mask.png");
                if (!name.startsWith("good/") && !Files.exists(truth)) continue; // as the reference does
                samples.add(new Sample(
                        name,
                        maps == null ? null : halfTiff(golden.path(maps + "/" + split + "/" + name + ".tiff")),
                        png(file),
                        Files.exists(truth) ? png(truth) : null));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return samples;
    }

    static GrayU8 png(Path file) throws IOException {
        Raster raster = ImageIO.read(file.toFile()).getRaster();
        GrayU8 image = new GrayU8(raster.getWidth(), raster.getHeight());
        for (int y = 0; y < image.height; y++)
            for (int x = 0; x < image.width; x++) image.set(x, y, raster.getSample(x, y, 0));
        return image;
    }

    /** A little-endian TIFF of one uncompressed strip of half-precision samples. */
    static GrayF32 halfTiff(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int directory = bytes.getInt(4);
        GrayF32 map = new GrayF32(tag(bytes, directory, 256), tag(bytes, directory, 257));
        int strip = tag(bytes, directory, 273);
        for (int i = 0; i < map.data.length; i++) map.data[i] = half(bytes.getShort(strip + 2 * i));
        return map;
    }

    private static int tag(ByteBuffer bytes, int directory, int tag) {
        int entries = bytes.getShort(directory);
        for (int entry = 0, at = directory + 2; entry < entries; entry++, at += 12)
            if ((bytes.getShort(at) & 0xffff) == tag)
                return bytes.getShort(at + 2) == 3 ? bytes.getShort(at + 8) & 0xffff : bytes.getInt(at + 8);
        throw new AssertionError("no tag " + tag);
    }

    private static float half(short bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        double magnitude = exponent == 0 ? fraction * 0x1p-24 : (1024 + fraction) * Math.pow(2, exponent - 25);
        return (float) (bits < 0 ? -magnitude : magnitude);
    }

    /** A tensor of doubles, which the library's reader would round to floats. */
    static double[] doubles(Path safetensors, String name) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(safetensors)).order(ByteOrder.LITTLE_ENDIAN);
        int header = (int) bytes.getLong(0);
        JsonNode tensor = new ObjectMapper().readTree(bytes.array(), 8, header).get(name);
        int start = 8 + header + tensor.get("data_offsets").get(0).asInt();
        int end = 8 + header + tensor.get("data_offsets").get(1).asInt();
        double[] values = new double[(end - start) / Double.BYTES];
        bytes.position(start)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asDoubleBuffer()
                .get(values);
        return values;
    }

    /** One image of a stack {@code [images, height, width]}. */
    static GrayF32 map(Tensor stack, int index) {
        GrayF32 map = new GrayF32(stack.shape()[2], stack.shape()[1]);
        System.arraycopy(stack.data(), index * map.data.length, map.data, 0, map.data.length);
        return map;
    }

    static GrayU8 mask(Tensor stack, int index) {
        GrayF32 values = map(stack, index);
        GrayU8 mask = new GrayU8(values.width, values.height);
        for (int i = 0; i < mask.data.length; i++) mask.data[i] = (byte) values.data[i];
        return mask;
    }

    /** The tolerance that a case states in words, as {@code tolerance 1e-9}. */
    static double tolerance(JsonNode text) {
        Matcher found = TOLERANCE.matcher(text.toString());
        if (!found.find()) throw new AssertionError("no tolerance in " + text);
        return Double.parseDouble(found.group(1));
    }
}

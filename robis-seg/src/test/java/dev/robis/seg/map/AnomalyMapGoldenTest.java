package dev.robis.seg.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import boofcv.struct.image.GrayF32;
import dev.robis.nn.tensor.HalfFloat;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.testing.Golden;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From features to the stored map, every stage held against the reference's. */
class AnomalyMapGoldenTest {

    private static final String INPUT = "input.safetensors";
    private static final String ENLARGED = "expected_full_size.safetensors";
    private static final String EXPECTED = "expected.safetensors";

    /** The floor of {@link #distance}'s norms, which decides the pixel without features. */
    private static final double FLOOR = 1e-8;

    static Stream<Golden.Case> cases() {
        return Golden.cases("anomaly-map", found -> true);
    }

    /** The bundled case leaves out the large maps. */
    static Stream<Golden.Case> casesWithMaps() {
        return cases().filter(found -> Files.exists(found.path(EXPECTED)));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void distancesAreEnlargedAsByTheReference(Golden.Case golden) throws Exception {
        List<Tensor> distances = distances(golden);
        AnomalyMapper mapper = mapper(golden);
        golden.assertClose(
                joined(enlarged(mapper, AnomalyMapper.means(distances.subList(0, 1)))), ENLARGED, "upsampled0");
        golden.assertClose(joined(enlarged(mapper, AnomalyMapper.means(distances))), ENLARGED, "mean");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("casesWithMaps")
    void mapsAreThoseOfTheReference(Golden.Case golden) throws Exception {
        List<Tensor> distances = distances(golden);
        for (int group = 0; group < distances.size(); group++)
            golden.assertClose(distances.get(group), EXPECTED, "cosine" + group);
        AnomalyMapper mapper = mapper(golden);
        List<GrayF32> resized = enlarged(mapper, AnomalyMapper.means(distances)).stream()
                .map(mapper::resize)
                .toList();
        golden.assertClose(joined(resized), EXPECTED, "resized256");
        List<GrayF32> blurred = mapper.maps(distances);
        golden.assertClose(joined(blurred), EXPECTED, "blurred");
        List<GrayF32> normalised = normalised(blurred);
        golden.assertClose(joined(normalised), EXPECTED, "normalised");
        Tensor rounded = joined(normalised.stream().map(HalfPrecision::round).toList());
        assertWithinOneHalf(golden, golden.tensor(EXPECTED, "final_f16").data(), rounded.data());
    }

    /** Resize, blur and scale on the reference's own intermediate values: each stage alone. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("casesWithMaps")
    void everyStageIsThatOfTheReference(Golden.Case golden) {
        AnomalyMapper mapper = mapper(golden);
        List<GrayF32> mean = images(golden.tensor(ENLARGED, "mean"));
        golden.assertClose(joined(mean.stream().map(mapper::resize).toList()), EXPECTED, "resized256");
        List<GrayF32> resized = images(golden.tensor(EXPECTED, "resized256"));
        golden.assertClose(joined(resized.stream().map(mapper.blur()::blur).toList()), EXPECTED, "blurred");
        List<GrayF32> normalised = normalised(images(golden.tensor(EXPECTED, "blurred")));
        assertThat(joined(normalised).data())
                .as("scaling follows the reference's arithmetic to the bit")
                .isEqualTo(golden.tensor(EXPECTED, "normalised").data());
        assertThat(joined(normalised.stream().map(HalfPrecision::round).toList())
                        .data())
                .isEqualTo(golden.tensor(EXPECTED, "final_f16").data());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("casesWithMaps")
    void theKernelIsThatOfTheReference(Golden.Case golden) {
        float[] expected = golden.tensor(EXPECTED, "gaussian_kernel").data();
        float[] axis = mapper(golden).blur().kernel();
        assertThat(axis.length * axis.length).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++)
            assertThat(axis[i / axis.length] * axis[i % axis.length])
                    .as("weight %d", i)
                    .isCloseTo(expected[i], within(1e-6f * expected[expected.length / 2]));
    }

    /** One half apart; next to zero, where halves lie closer than float32 can tell, the tolerance of the map itself. */
    private static void assertWithinOneHalf(Golden.Case golden, float[] expected, float[] found) {
        double tolerance = golden.tolerance(EXPECTED, "normalised");
        int differing = 0;
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] == found[i]) continue;
            differing++;
            if (Math.abs(expected[i] - found[i]) > tolerance)
                assertThat(Math.abs(HalfFloat.fromFloat(expected[i]) - HalfFloat.fromFloat(found[i])))
                        .as("halves between %s and %s, pixel %d", expected[i], found[i], i)
                        .isLessThanOrEqualTo(1);
        }
        assertThat(differing)
                .as("pixels that differ")
                .isLessThanOrEqualTo(golden.json()
                        .at("/final_f16_pixels_that_differ_when_computed_in_float64/count")
                        .asInt());
    }

    private static AnomalyMapper mapper(Golden.Case golden) {
        AnomalyMapper mapper =
                AnomalyMapper.reference(golden.config().path("size").asInt());
        assertThat(mapper.width()).isEqualTo(golden.config().path("output").asInt());
        assertThat(2 * mapper.blur().radius() + 1)
                .isEqualTo(golden.config().at("/blur/kernel").asInt());
        assertThat(mapper.blur().sigma())
                .isEqualTo(golden.config().at("/blur/sigma").asDouble());
        return mapper;
    }

    private static List<GrayF32> enlarged(AnomalyMapper mapper, List<GrayF32> means) {
        return means.stream().map(mapper::enlarge).toList();
    }

    private static List<GrayF32> normalised(List<GrayF32> maps) {
        MapRange.Collector split = new MapRange.Collector();
        maps.forEach(split::add);
        return maps.stream().map(split.range()::normalise).toList();
    }

    private static List<Tensor> distances(Golden.Case golden) throws Exception {
        List<Tensor> distances = new ArrayList<>();
        try (SafetensorsFile input = golden.tensors(INPUT)) {
            for (int group = 0; group < golden.config().path("groups").asInt(); group++)
                distances.add(distance(input.tensor("en" + group), input.tensor("de" + group)));
        }
        return distances;
    }

    /** 1 - cosine over the channels, as the network computes it: [batch, channels, rows, columns] to [batch, rows, columns]. */
    private static Tensor distance(Tensor encoded, Tensor rebuilt) {
        int[] shape = encoded.shape();
        int positions = shape[2] * shape[3];
        Tensor distance = Tensor.zeros(shape[0], shape[2], shape[3]);
        for (int i = 0; i < distance.data().length; i++) {
            int from = i / positions * shape[1] * positions + i % positions;
            double product = 0;
            double encodedSquare = 0;
            double rebuiltSquare = 0;
            for (int channel = 0; channel < shape[1]; channel++) {
                double a = encoded.data()[from + channel * positions];
                double b = rebuilt.data()[from + channel * positions];
                product += a * b;
                encodedSquare += a * a;
                rebuiltSquare += b * b;
            }
            double norms = Math.max(Math.sqrt(encodedSquare), FLOOR) * Math.max(Math.sqrt(rebuiltSquare), FLOOR);
            distance.data()[i] = (float) (1 - product / norms);
        }
        return distance;
    }

    /** Whatever [..., rows, columns] holds, as one image after the other. */
    private static List<GrayF32> images(Tensor tensor) {
        int[] shape = tensor.shape();
        int width = shape[shape.length - 1];
        int height = shape[shape.length - 2];
        List<GrayF32> images = new ArrayList<>();
        for (int from = 0; from < tensor.data().length; from += width * height) {
            GrayF32 image = new GrayF32(width, height);
            System.arraycopy(tensor.data(), from, image.data, 0, width * height);
            images.add(image);
        }
        return images;
    }

    private static Tensor joined(List<GrayF32> maps) {
        int each = maps.get(0).data.length;
        float[] all = new float[maps.size() * each];
        for (int i = 0; i < maps.size(); i++) System.arraycopy(maps.get(i).data, 0, all, i * each, each);
        return new Tensor(new int[] {all.length}, all);
    }
}

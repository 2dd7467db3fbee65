package dev.robis.seg.image;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.testing.Golden;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Resize, normalisation, crop and augmentation against the reference. */
class PreprocessGoldenTest {

    static Stream<Golden.Case> transforms() {
        return Golden.cases("preprocess", found -> found.json().path("files").has("resized.png"));
    }

    static Stream<Golden.Case> exposures() {
        return Golden.cases("preprocess", found -> found.json().path("files").has("noise0.safetensors"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("transforms")
    void theResizedImageIsThatOfPillow(Golden.Case golden) throws IOException {
        Planar<GrayU8> image = ImageFiles.read(golden.path("image.png"));
        Planar<GrayU8> expected = ImageFiles.read(golden.path("resized.png"));
        int size = golden.config().path("input_size").asInt();

        Planar<GrayU8> resized =
                new PillowResize(new ImageSize(image.width, image.height), new ImageSize(size, size)).apply(image);

        TestImages.assertSame(resized, expected);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("transforms")
    void theTensorIsThatOfTorchvision(Golden.Case golden) throws IOException {
        InputTransform transform = transform(golden);
        int crop = transform.cropSize();
        float[] tensor = new float[transform.length()];

        transform.write(ImageFiles.read(golden.path("image.png")), tensor, 0);

        String file = "expected.safetensors";
        if (golden.json().path("files").path(file).path("tensors").has("tensor"))
            golden.assertClose(new Tensor(new int[] {3, crop, crop}, tensor), file, "tensor");
        else golden.assertClose(samples(tensor, golden.tensor(file, "sample_index")), file, "sample");
    }

    private static Tensor samples(float[] tensor, Tensor indices) {
        float[] samples = new float[indices.data().length];
        for (int i = 0; i < samples.length; i++) samples[i] = tensor[(int) indices.data()[i]];
        return new Tensor(new int[] {samples.length}, samples);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("transforms")
    void theGroundTruthIsResizedLikeAnImage(Golden.Case golden) throws IOException {
        GrayU8 mask = ImageFiles.read(golden.path("gt.png")).getBand(0);
        GrayU8 expected = ImageFiles.read(golden.path("gt_resized.png")).getBand(0);

        TestImages.assertSame(transform(golden).apply(mask), expected);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("transforms")
    void theNormalisationIsThatOfTheReference(Golden.Case golden) {
        for (int band = 0; band < 3; band++) {
            assertThat(Normalization.IMAGENET.mean().get(band))
                    .isEqualTo((float) golden.config().path("mean").path(band).asDouble());
            assertThat(Normalization.IMAGENET.std().get(band))
                    .isEqualTo((float) golden.config().path("std").path(band).asDouble());
        }
    }

    private static InputTransform transform(Golden.Case golden) {
        return new InputTransform(
                golden.config().path("input_size").asInt(),
                golden.config().path("crop_size").asInt());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("exposures")
    void theAugmentedImageIsThatOfTheReference(Golden.Case golden) throws IOException {
        JsonNode runs = golden.json("config.json");
        assertThat(runs).isNotEmpty();
        for (JsonNode run : runs) {
            int i = run.path("index").asInt();
            float[] noise = golden.tensor("noise" + i + ".safetensors", "noise").data();
            int[] next = {0};

            Planar<GrayU8> augmented = ExposureAugmentation.apply(
                    ImageFiles.read(golden.path("image" + i + ".png")),
                    run.path("exposure_value").asDouble(),
                    () -> noise[next[0]++]);

            TestImages.assertSame(augmented, ImageFiles.read(golden.path("expected" + i + ".png")));
            assertThat(next[0]).isEqualTo(noise.length);
        }
    }
}

package dev.robis.nn.efficientnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.encoder.FeatureMap;
import dev.robis.nn.tensor.EmbeddedWeights;
import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class EfficientNetLiteTest {

    private static final LiteConfig TINY = new LiteConfig(
            8, List.of(8, 16, 24), List.of(1, 2, 2), List.of(3, 5, 7), List.of(1, 2, 2), List.of(1, 3, 2), 1e-3);

    private static Tensor random(Random random, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.data().length; i++) tensor.data()[i] = (float) random.nextGaussian();
        return tensor;
    }

    private static TensorSource weights(LiteConfig config, Random random) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        config.weightNames().forEach((name, shape) -> {
            Tensor tensor =
                    random(random, shape.stream().mapToInt(Long::intValue).toArray());
            for (int i = 0; i < tensor.data().length; i++)
                tensor.data()[i] = name.endsWith("running_var")
                        ? random.nextFloat()
                        : 0.4f * tensor.data()[i] + (name.endsWith("bn1.weight") ? 1 : 0);
            tensors.put(name, tensor);
        });
        return MapTensorSource.of(tensors, "random weights");
    }

    /** Convolution by convolution as the definition says, in double precision. */
    @RepeatedTest(5)
    void anyBlockOfAnySizeIsAsDefined() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TensorSource weights = weights(TINY, random);
        int height = 1 + random.nextInt(60), width = 1 + random.nextInt(60);
        Tensor image = random(random, 1, 3, height, width);
        try (EfficientNetLite network = EfficientNetLite.open(TINY, weights, List.of(0, 1, 2, 3, 4))) {
            List<FeatureMap> maps = network.encode(image);
            List<NaiveLite.Plane> expected = NaiveLite.blocks(TINY, weights, image);
            for (int block = 0; block < expected.size(); block++) {
                FeatureMap map = maps.get(block);
                NaiveLite.Plane plane = expected.get(block);
                assertThat(new int[] {map.rows(), map.columns()}).containsExactly(plane.height(), plane.width());
                double largest =
                        Arrays.stream(plane.values()).map(Math::abs).max().orElseThrow();
                for (int i = 0; i < plane.values().length; i++)
                    assertThat(Math.abs(map.values().data()[i] - plane.values()[i]))
                            .as("seed %d, %dx%d, block %d, element %d", seed, height, width, block, i)
                            .isLessThanOrEqualTo(1e-4 * Math.max(1, largest));
            }
        }
    }

    @Test
    void sizesMayChangeFromCallToCallAndImagesOfABatchDoNotMix() {
        Random random = new Random(3);
        TensorSource weights = weights(TINY, random);
        Tensor one = random(random, 1, 3, 40, 33),
                other = random(random, 1, 3, 40, 33),
                wide = random(random, 1, 3, 9, 80);
        Tensor both = Tensor.zeros(2, 3, 40, 33);
        System.arraycopy(one.data(), 0, both.data(), 0, one.data().length);
        System.arraycopy(other.data(), 0, both.data(), one.data().length, one.data().length);
        try (EfficientNetLite network = EfficientNetLite.open(TINY, weights, List.of(2, 4))) {
            List<FeatureMap> first = network.encode(one);
            network.encode(wide);
            List<FeatureMap> second = network.encode(other);
            List<FeatureMap> batch = network.encode(both);
            for (int layer = 0; layer < 2; layer++) {
                float[] joined = batch.get(layer).values().data();
                float[] parts = Arrays.copyOf(first.get(layer).values().data(), joined.length);
                System.arraycopy(second.get(layer).values().data(), 0, parts, joined.length / 2, joined.length / 2);
                assertThat(joined).isEqualTo(parts);
            }
            assertThat(batch.get(0).batch()).isEqualTo(2);
        }
    }

    @Test
    void theEmbeddedWeightsAreThoseOfLite0() throws IOException {
        LiteVariant lite0 = LiteVariant.find("efficientnet_lite0").orElseThrow();
        try (InputStream bytes = EmbeddedWeights.find(EmbeddedWeights.LITE).orElseThrow();
                SafetensorsFile weights =
                        SafetensorsFile.of(ByteBuffer.wrap(bytes.readAllBytes()), "the embedded weights");
                EfficientNetLite network = EfficientNetLite.open(lite0.config(), weights, lite0.targetLayers())) {
            assertThat(network.layers().toString())
                    .isEqualTo("[FeatureLayer[name=blocks.2, stride=4, width=24], FeatureLayer[name=blocks.4, stride=8,"
                            + " width=40], FeatureLayer[name=blocks.7, stride=16, width=80], FeatureLayer[name=blocks.10,"
                            + " stride=16, width=112], FeatureLayer[name=blocks.14, stride=32, width=192]]");
            assertThat(network.encode(Tensor.zeros(1, 3, 64, 48))
                            .get(4)
                            .values()
                            .data())
                    .doesNotContain(Float.NaN);
        }
    }

    /** Blocks and parameters without head and classifier, as the published sizes have them. */
    @Test
    void thePublishedSizesAreKnownByName() {
        Map<String, String> found = new HashMap<>();
        for (LiteVariant variant : LiteVariant.all())
            found.put(variant.name(), variant.depth() + " " + variant.config().widths());
        assertThat(found)
                .containsEntry("efficientnet_lite0", "16 [16, 24, 40, 80, 112, 192, 320]")
                .containsEntry("efficientnet_lite1", "21 [16, 24, 40, 80, 112, 192, 320]")
                .containsEntry("efficientnet_lite2", "21 [16, 24, 48, 88, 120, 208, 352]")
                .containsEntry("efficientnet_lite3", "24 [24, 32, 48, 96, 136, 232, 384]")
                .containsEntry("efficientnet_lite4", "30 [24, 32, 56, 112, 160, 272, 448]");
        assertThat(LiteVariant.find("efficientnet_lite9")).isEmpty();
    }

    @Test
    void whatIsWrongIsNamed() {
        TensorSource weights = weights(TINY, new Random(1));
        assertThatThrownBy(() -> EfficientNetLite.open(LiteVariant.all().get(0).config(), weights, List.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("_conv_stem.weight: expected [32, 3, 3, 3], found [8, 3, 3, 3] in random weights");
        assertThatThrownBy(() -> EfficientNetLite.open(TINY, weights, List.of(5)))
                .hasMessageContaining("found [5]");
        assertThatThrownBy(() -> EfficientNetLite.open(TINY, weights, List.of(2, 1)))
                .hasMessage("blocks must ascend and stay below 5, found [2, 1]");
        EfficientNetLite network = EfficientNetLite.open(TINY, weights, List.of(1));
        assertThatThrownBy(() -> network.encode(Tensor.zeros(1, 4, 8, 8)))
                .hasMessage("expected images [batch, 3, height, width], found [1, 4, 8, 8]");
        network.close();
        network.close();
        assertThatThrownBy(() -> network.encode(Tensor.zeros(1, 3, 8, 8)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this network is closed");
    }
}

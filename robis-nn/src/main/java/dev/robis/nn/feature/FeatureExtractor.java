package dev.robis.nn.feature;

import dev.robis.nn.tensor.EmbeddedWeights;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.tensor.WeightsHome;
import dev.robis.nn.vit.Backbone;
import dev.robis.nn.vit.Vit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A backbone by name, from pixels to vectors.
 *
 * <pre>{@code
 * try (FeatureExtractor extractor = FeatureExtractor.open("robis_vit_tiny_14", 224, 224)) {
 *     Features features = extractor.features(image.getRGB(0, 0, 224, 224, null, 0, 224));
 * }
 * }</pre>
 *
 * <p>Features are the mean over some blocks' outputs, as INP-Former reads them, before any last norm. Images are
 * normalised with ImageNet's mean and deviation. Owns its weights off-heap until closed. Not safe for concurrent use: pool
 * instances.
 */
public final class FeatureExtractor implements AutoCloseable {

    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

    private final Backbone backbone;
    private final int height;
    private final int width;
    private final Vit vit;

    private FeatureExtractor(Backbone backbone, int height, int width, Vit vit) {
        this.backbone = backbone;
        this.height = height;
        this.width = width;
        this.vit = vit;
    }

    /**
     * Opens a backbone with its weights from {@link WeightsHome}, else from {@link EmbeddedWeights}, and the blocks that
     * RoBiS reads.
     *
     * @param name as {@link Backbone#named} takes it
     * @param height of the images, a multiple of the patch, pixels
     * @param width likewise
     * @throws NoSuchFileException if there are no weights, saying where they were looked for
     * @throws IOException if they are damaged
     */
    public static FeatureExtractor open(String name, int height, int width) throws IOException {
        Backbone backbone = Backbone.named(name);
        try (TensorSource weights = weights(backbone.name())) {
            return open(backbone, weights, backbone.targetLayers(), height, width);
        }
    }

    /**
     * @param weights under the names of the official checkpoint; may be closed afterwards
     * @param blocks whose outputs are averaged, counted from 0
     * @param height of the images, a multiple of the patch, pixels
     * @param width likewise
     * @throws IllegalArgumentException if a weight is missing, surplus or of another shape, or a block does not exist
     */
    public static FeatureExtractor open(
            Backbone backbone, TensorSource weights, List<Integer> blocks, int height, int width) {
        return new FeatureExtractor(
                backbone, height, width, Vit.open(backbone.config(), weights, blocks, 1, height, width));
    }

    private static TensorSource weights(String name) throws IOException {
        Path file = WeightsHome.standard().weights(name);
        if (Files.isRegularFile(file)) return SafetensorsFile.open(file);
        Optional<InputStream> embedded = EmbeddedWeights.find(name);
        if (embedded.isEmpty())
            throw new NoSuchFileException(file + ": no weights of " + name
                    + EmbeddedWeights.artifact(name)
                            .map(artifact -> "; add the artifact " + artifact)
                            .orElse(""));
        try (InputStream bytes = embedded.get()) {
            return SafetensorsFile.of(ByteBuffer.wrap(bytes.readAllBytes()), "the embedded weights of " + name);
        }
    }

    /**
     * @param rgb {@code height * width} pixels {@code 0xRRGGBB}, row by row, as Java's images give them; the upper eight
     *     bits are ignored. Not modified.
     */
    public Features features(int[] rgb) {
        if (rgb.length != height * width)
            throw new IllegalArgumentException("expected " + height * width + " pixels (" + height + " x " + width
                    + ", height x width), found " + rgb.length);
        List<Tensor> blocks = vit.tokens(normalised(rgb));
        Tensor mean = blocks.get(0);
        for (int i = 1; i < blocks.size(); i++)
            for (int j = 0; j < mean.data().length; j++)
                mean.data()[j] += blocks.get(i).data()[j];
        for (int j = 0; j < mean.data().length; j++) mean.data()[j] /= blocks.size();
        return split(mean.data());
    }

    private Tensor normalised(int[] rgb) {
        float[] values = new float[3 * rgb.length];
        for (int band = 0; band < 3; band++)
            for (int i = 0; i < rgb.length; i++)
                values[band * rgb.length + i] =
                        ((rgb[i] >> 16 - 8 * band & 0xff) / 255f - MEAN[band]) / DEVIATION[band];
        return new Tensor(new int[] {1, 3, height, width}, values);
    }

    /** Class token, registers, patches: the registers are of no use to anyone. */
    private Features split(float[] tokens) {
        int channels = backbone.config().width(), patch = backbone.config().patch();
        Tensor image = Tensor.zeros(channels);
        Tensor patches = Tensor.zeros(height / patch, width / patch, channels);
        System.arraycopy(tokens, 0, image.data(), 0, channels);
        int first = backbone.config().prefixTokens() * channels;
        System.arraycopy(tokens, first, patches.data(), 0, patches.data().length);
        return new Features(image, patches);
    }

    @Override
    public void close() {
        vit.close();
    }
}

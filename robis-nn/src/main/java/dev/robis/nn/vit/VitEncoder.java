package dev.robis.nn.vit;

import dev.robis.nn.encoder.Encoder;
import dev.robis.nn.encoder.FeatureLayer;
import dev.robis.nn.encoder.FeatureMap;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A vision transformer as an encoder: the patch tokens of chosen blocks, as they leave the block, without the final norm. Class
 * token and registers are dropped. One input size, one image at a time in the network. Owns its weights off-heap until closed. Not
 * safe for concurrent use: pool instances.
 */
public final class VitEncoder implements Encoder {

    private final List<FeatureLayer> layers;
    private final VitConfig config;
    private final int height;
    private final int width;
    private final Vit vit;
    private boolean closed;

    private VitEncoder(List<FeatureLayer> layers, VitConfig config, int height, int width, Vit vit) {
        this.layers = layers;
        this.config = config;
        this.height = height;
        this.width = width;
        this.vit = vit;
    }

    /**
     * @param weights under the names of the official checkpoint; may be closed afterwards
     * @param blocks whose outputs are wanted, counted from 0
     * @param height of the images, a multiple of the patch, pixels
     * @param width likewise
     * @throws IllegalArgumentException if a weight is missing, surplus or of another shape, or a block does not exist
     */
    public static VitEncoder open(VitConfig config, TensorSource weights, List<Integer> blocks, int height, int width) {
        List<FeatureLayer> layers = blocks.stream()
                .map(block -> new FeatureLayer("blocks." + block, config.patch(), config.width()))
                .toList();
        return new VitEncoder(layers, config, height, width, Vit.open(config, weights, blocks, 1, height, width));
    }

    @Override
    public List<FeatureLayer> layers() {
        return layers;
    }

    @Override
    public List<FeatureMap> encode(Tensor images) {
        int[] shape = images.shape();
        if (shape.length != 4 || shape[1] != 3 || shape[2] != height || shape[3] != width)
            throw new IllegalArgumentException(
                    "expected images [batch, 3, " + height + ", " + width + "], found " + Arrays.toString(shape));
        int rows = height / config.patch(), columns = width / config.patch();
        List<Tensor> values = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) values.add(Tensor.zeros(shape[0], rows, columns, config.width()));
        int pixels = 3 * height * width;
        int length = rows * columns * config.width();
        for (int image = 0; image < shape[0]; image++) {
            float[] one = Arrays.copyOfRange(images.data(), image * pixels, (image + 1) * pixels);
            List<Tensor> tokens = vit.tokens(new Tensor(new int[] {1, 3, height, width}, one));
            for (int i = 0; i < layers.size(); i++)
                System.arraycopy(
                        tokens.get(i).data(),
                        config.prefixTokens() * config.width(),
                        values.get(i).data(),
                        image * length,
                        length);
        }
        List<FeatureMap> maps = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) maps.add(new FeatureMap(layers.get(i), values.get(i)));
        return maps;
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        vit.close();
    }
}

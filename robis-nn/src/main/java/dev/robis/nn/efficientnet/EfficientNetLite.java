package dev.robis.nn.efficientnet;

import dev.robis.nn.encoder.Encoder;
import dev.robis.nn.encoder.FeatureLayer;
import dev.robis.nn.encoder.FeatureMap;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.tensor.WeightNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * EfficientNet-Lite as an encoder: the outputs of chosen blocks, of images of any size. Blocks after the last one that is asked for
 * are neither loaded nor run. Owns its weights and working memory off-heap until closed. Not safe for concurrent use: pool
 * instances.
 *
 * <p>Images are {@code (rgb - 127) / 128} for rgb of 0 to 255. Rows of every block are shared out among the cores.
 */
public final class EfficientNetLite implements Encoder {

    private final List<FeatureLayer> layers;
    private final List<Integer> wanted;
    private final Stem stem;
    private final List<InvertedResidual> blocks;
    private Workplace workplace;
    private boolean closed;

    private EfficientNetLite(
            List<FeatureLayer> layers, List<Integer> wanted, Stem stem, List<InvertedResidual> blocks) {
        this.layers = layers;
        this.wanted = wanted;
        this.stem = stem;
        this.blocks = blocks;
    }

    /**
     * @param weights under the names of EfficientNet-PyTorch, see {@link LiteConfig#weightNames}; may be closed afterwards
     * @param wanted blocks whose outputs are wanted, counted from 0, ascending
     * @throws IllegalArgumentException if a weight is missing, surplus or of another shape, or a block does not exist
     */
    public static EfficientNetLite open(LiteConfig config, TensorSource weights, List<Integer> wanted) {
        WeightNames.mismatch(expected(config, weights), weights).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        List<LiteConfig.Block> shapes = config.blocks();
        List<FeatureLayer> layers = new ArrayList<>();
        int last = -1;
        for (int block : wanted) {
            if (block <= last || block >= shapes.size())
                throw new IllegalArgumentException(
                        "blocks must ascend and stay below " + shapes.size() + ", found " + wanted);
            last = block;
            LiteConfig.Block shape = shapes.get(block);
            layers.add(new FeatureLayer("blocks." + block, shape.imageStride(), shape.out()));
        }
        if (last < 0) throw new IllegalArgumentException("at least one block is needed");
        List<InvertedResidual> blocks = new ArrayList<>();
        for (LiteConfig.Block shape : shapes.subList(0, last + 1))
            blocks.add(new InvertedResidual(shape, weights, config.epsilon()));
        return new EfficientNetLite(
                List.copyOf(layers), List.copyOf(wanted), new Stem(weights, config.epsilon()), blocks);
    }

    /** Head and classifier of a whole network may be there, and are ignored. */
    private static Map<String, List<Long>> expected(LiteConfig config, TensorSource weights) {
        Map<String, List<Long>> names = new LinkedHashMap<>(config.weightNames());
        for (String name : weights.names())
            if (LiteConfig.surplus(name)) names.put(name, weights.require(name).shape());
        return names;
    }

    @Override
    public List<FeatureLayer> layers() {
        return layers;
    }

    @Override
    public List<FeatureMap> encode(Tensor images) {
        if (closed) throw new IllegalStateException("this network is closed");
        int[] shape = images.shape();
        if (shape.length != 4 || shape[0] < 1 || shape[1] != 3 || shape[2] < 1 || shape[3] < 1)
            throw new IllegalArgumentException(
                    "expected images [batch, 3, height, width], found " + Arrays.toString(shape));
        if (workplace == null || !workplace.fits(shape[2], shape[3])) {
            if (workplace != null) workplace.close();
            workplace = new Workplace(stem, blocks, shape[2], shape[3]);
        }
        List<FeatureMap> maps = new ArrayList<>();
        for (int image = 0; image < shape[0]; image++) {
            List<Plane> planes = workplace.run(images, image);
            for (int i = 0; i < wanted.size(); i++) {
                Plane plane = planes.get(wanted.get(i));
                if (image == 0) maps.add(map(layers.get(i), plane, shape[0]));
                int length = plane.height() * plane.rowLength();
                System.arraycopy(plane.values(), 0, maps.get(i).values().data(), image * length, length);
            }
        }
        return maps;
    }

    private static FeatureMap map(FeatureLayer layer, Plane plane, int batch) {
        return new FeatureMap(layer, Tensor.zeros(batch, plane.height(), plane.width(), plane.channels()));
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        if (workplace != null) workplace.close();
        stem.close();
        blocks.forEach(InvertedResidual::close);
    }
}

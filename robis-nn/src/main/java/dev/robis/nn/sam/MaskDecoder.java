package dev.robis.nn.sam;

import dev.robis.nn.graph.Scope;
import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.layer.Linear;
import dev.robis.nn.graph.run.Session;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * SAM's mask decoder (Kirillov et al. 2023, appendix A) for one prompt of any number of tokens. Owns its weights
 * off-heap until closed. Not safe for concurrent use.
 */
final class MaskDecoder implements AutoCloseable {

    private static final String EMBEDDING = "embedding";
    private static final String DENSE = "dense";
    private static final String TOKENS = "tokens";
    private static final String MASKS = "masks_all";
    private static final String IOU = "iou_all";

    private final SamConfig config;
    private final float[] ownTokens;
    private final SameDiff graph = Scope.newGraph();
    private final Session session;

    /** @param imagePositions {@code [grid * grid, width]} */
    MaskDecoder(SamConfig config, TensorSource weights, Tensor imagePositions) {
        this.config = config;
        Scope at = Scope.frozen(graph, weights).in("mask_decoder");
        this.ownTokens = ownTokens(at);
        build(at, imagePositions);
        this.session = new Session(graph);
    }

    /** The tokens that become the quality and the masks: {@code [1 + masks, width]}. */
    private float[] ownTokens(Scope at) {
        int width = config.width();
        int masks = config.decoder().masks();
        float[] all = new float[(1 + masks) * width];
        System.arraycopy(at.tensor("iou_token.weight", 1, width).data(), 0, all, 0, width);
        System.arraycopy(at.tensor("mask_tokens.weight", masks, width).data(), 0, all, width, masks * width);
        return all;
    }

    private void build(Scope at, Tensor imagePositions) {
        int width = config.width();
        int masks = config.decoder().masks();
        long pixels = (long) config.grid() * config.grid();
        SDVariable embedding = graph.placeHolder(EMBEDDING, DataType.FLOAT, pixels, width);
        SDVariable dense = graph.placeHolder(DENSE, DataType.FLOAT, pixels, width);
        SDVariable tokens = graph.placeHolder(TOKENS, DataType.FLOAT, -1, width);
        TwoWayTransformer.Sides sides = new TwoWayTransformer(width, config.decoder())
                .build(at.in("transformer"), tokens, embedding.add(dense), at.constant("image_pe", imagePositions));
        SDVariable upscaled = at.named("upscaled", upscale(at.in("output_upscaling"), sides.pixels()));
        SDVariable[] weights = new SDVariable[masks];
        for (int i = 0; i < masks; i++)
            weights[i] = at.named(
                    "hyper" + i,
                    perceptron(
                            at.in("output_hypernetworks_mlps").in(i),
                            row(sides.tokens(), 1 + i),
                            width,
                            width,
                            width / 8,
                            3));
        graph.mmul(graph.concat(0, weights), upscaled, false, true, false).rename(MASKS); // [M, 16 HW]
        SamConfig.Decoder decoder = config.decoder();
        perceptron(
                        at.in("iou_prediction_head"),
                        row(sides.tokens(), 0),
                        width,
                        decoder.iouWidth(),
                        masks,
                        decoder.iouDepth())
                .rename(IOU); // [1, M]
    }

    /** Two transposed convolutions, each of which doubles the sides. */
    private SDVariable upscale(Scope at, SDVariable x) { // [HW, C] -> [16 HW, C/8]
        int width = config.width();
        int grid = config.grid();
        x = at.layers().linear(doubled(at, "0", x, grid, width, width / 4));
        x = at.layerNormGelu("1", x, width / 4, SamConfig.PIXEL_NORM_EPSILON);
        return at.layers().linearGelu(doubled(at, "3", x, 2 * grid, width / 4, width / 8));
    }

    /** Stride and kernel are both 2, so every pixel becomes a block of four by one product. */
    private Linear doubled(Scope at, String name, SDVariable x, int size, int in, int out) {
        SDVariable kernel = at.weight(name + ".weight", new long[] {in, out, 2, 2}, new long[] {in, (long) out * 4});
        SDVariable blocks = graph.mmul(x, kernel);
        return at.unfused(name, new PixelGrid(graph, size, size, out).spread(blocks, 2), out);
    }

    private SDVariable perceptron(Scope at, SDVariable x, int in, int hidden, int out, int depth) {
        for (int i = 0; i < depth; i++) {
            boolean last = i == depth - 1;
            x = at.in("layers").linear(Integer.toString(i), x, i == 0 ? in : hidden, last ? out : hidden);
            if (!last) x = graph.nn().relu(x, 0);
        }
        return x;
    }

    private static SDVariable row(SDVariable x, long index) {
        return x.get(SDIndex.interval(index, index + 1), SDIndex.all());
    }

    /**
     * All masks of a prompt, the one for unambiguous prompts first.
     *
     * @param masks logits, {@code [masks, size, size]}
     * @param iou predicted overlap of each with the truth, {@code [masks]}
     */
    record Decoded(Tensor masks, Tensor iou) {}

    /**
     * @param embedding of the image, {@code [grid * grid, width]}. Not modified.
     * @param sparse of the prompt, {@code [tokens, width]}. Not modified.
     * @param dense of the prompt, {@code [grid * grid, width]}. Not modified.
     */
    Decoded decode(Tensor embedding, Tensor sparse, Tensor dense) {
        List<Tensor> found = stages(embedding, sparse, dense, List.of(MASKS, IOU));
        int masks = config.decoder().masks();
        int size = config.maskSize();
        return new Decoded(
                new Tensor(new int[] {masks, size, size}, found.get(0).data()),
                new Tensor(new int[] {masks}, found.get(1).data()));
    }

    /** Any named values, in the shapes of the graph. */
    List<Tensor> stages(Tensor embedding, Tensor sparse, Tensor dense, List<String> names) {
        int width = config.width();
        Tensor tokens = Tensor.zeros((ownTokens.length + sparse.data().length) / width, width);
        System.arraycopy(ownTokens, 0, tokens.data(), 0, ownTokens.length);
        System.arraycopy(sparse.data(), 0, tokens.data(), ownTokens.length, sparse.data().length);
        try (INDArray image = OffHeap.of(embedding);
                INDArray mask = OffHeap.of(dense);
                INDArray all = OffHeap.of(tokens)) {
            return session.run(Map.of(EMBEDDING, image, DENSE, mask, TOKENS, all), names).stream()
                    .map(OffHeap::tensor)
                    .toList();
        }
    }

    @Override
    public void close() {
        session.close();
    }
}

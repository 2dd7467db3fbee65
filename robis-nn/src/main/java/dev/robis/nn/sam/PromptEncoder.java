package dev.robis.nn.sam;

import dev.robis.nn.graph.Scope;
import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.run.Session;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Prompts as embeddings (Kirillov et al. 2023, appendix A): sparse ones for points and boxes, a dense one for masks.
 * Owns its weights off-heap until closed. Not safe for concurrent use.
 */
final class PromptEncoder implements AutoCloseable {

    private static final String MASK = "mask";

    private final SamConfig config;
    private final PositionEncoding positions;
    /** Of a point in the background, one in the foreground, and the two corners of a box. */
    private final float[][] pointKinds = new float[4][];

    private final float[] noPoint;
    private final Tensor noMask;
    private final String downscaled;
    private final Session session;

    PromptEncoder(SamConfig config, TensorSource weights) {
        this.config = config;
        int width = config.width();
        SameDiff graph = Scope.newGraph();
        Scope at = Scope.frozen(graph, weights).in("prompt_encoder");
        this.positions =
                new PositionEncoding(at.in("pe_layer").tensor("positional_encoding_gaussian_matrix", 2, width / 2));
        for (int i = 0; i < 4; i++)
            pointKinds[i] =
                    at.in("point_embeddings").in(i).tensor("weight", 1, width).data();
        this.noPoint = at.tensor("not_a_point_embed.weight", 1, width).data();
        this.noMask = everywhere(at.tensor("no_mask_embed.weight", 1, width).data());
        this.downscaled = downscaling(at.in("mask_downscaling")).name();
        this.session = new Session(graph);
    }

    private Tensor everywhere(float[] embedding) {
        Tensor dense = Tensor.zeros(config.grid() * config.grid(), embedding.length);
        for (int to = 0; to < dense.data().length; to += embedding.length)
            System.arraycopy(embedding, 0, dense.data(), to, embedding.length);
        return dense;
    }

    private SDVariable downscaling(Scope at) { // [16 g*g, 1] -> [g*g, C]
        int channels = config.maskChannels();
        int size = config.maskSize();
        SDVariable mask = at.graph().placeHolder(MASK, DataType.FLOAT, (long) size * size, 1);
        SDVariable x = halved(at, "0", "1", mask, size, 1, channels / 4);
        x = halved(at, "3", "4", x, size / 2, channels / 4, channels);
        return at.bias("6", at.convolution("6", x, channels, config.width(), 1), config.width());
    }

    private static SDVariable halved(Scope at, String name, String norm, SDVariable x, int size, int in, int out) {
        SDVariable blocks = new PixelGrid(at.graph(), size, size, in).blocks(x, 2);
        SDVariable y = at.bias(name, at.convolution(name, blocks, in, out, 2), out);
        return at.layerNormGelu(norm, y, out, SamConfig.PIXEL_NORM_EPSILON);
    }

    /** Positions of the pixels of the image embedding: {@code [grid * grid, width]}. */
    Tensor imagePositions() {
        return positions.grid(config.grid());
    }

    /**
     * Points, then the corners of the box. Points without a box are followed by a point that is none, as in training.
     *
     * @param prompt in pixels of the square input
     * @return {@code [tokens, width]}; no rows for a prompt of neither
     */
    Tensor sparse(SamPrompt prompt) {
        boolean padded = !prompt.points().isEmpty() && prompt.box().isEmpty();
        int tokens = prompt.points().size() + (padded ? 1 : 0) + (prompt.box().isPresent() ? 2 : 0);
        int width = config.width();
        Tensor result = Tensor.zeros(tokens, width);
        int at = 0;
        for (SamPrompt.Point point : prompt.points()) {
            place(point.x(), point.y(), pointKinds[point.label() == SamPrompt.Label.FOREGROUND ? 1 : 0], result, at);
            at += width;
        }
        if (padded) {
            System.arraycopy(noPoint, 0, result.data(), at, width);
            at += width;
        }
        if (prompt.box().isPresent()) {
            SamPrompt.Box box = prompt.box().get();
            place(box.x1(), box.y1(), pointKinds[2], result, at);
            place(box.x2(), box.y2(), pointKinds[3], result, at + width);
        }
        return result;
    }

    private void place(double x, double y, float[] kind, Tensor into, int at) {
        double size = config.imageSize();
        positions.encode(((float) x + 0.5) / size, ((float) y + 0.5) / size, into.data(), at);
        for (int c = 0; c < kind.length; c++) into.data()[at + c] += kind[c];
    }

    /**
     * @return the mask, or a learned embedding where there is none: {@code [grid * grid, width]}. Shared: not to be
     *     modified.
     * @throws IllegalArgumentException if the mask is not a square of the size that the decoder gives
     */
    Tensor dense(SamPrompt prompt) {
        return prompt.mask().map(this::embed).orElse(noMask);
    }

    private Tensor embed(Tensor mask) {
        int size = config.maskSize();
        if (!Arrays.equals(mask.shape(), new int[] {size, size}))
            throw new IllegalArgumentException("a mask prompt must be a low-resolution mask [" + size + ", " + size
                    + "], found " + Arrays.toString(mask.shape()));
        try (INDArray input = OffHeap.of(new Tensor(new int[] {size * size, 1}, mask.data()))) {
            return OffHeap.tensor(
                    session.run(Map.of(MASK, input), List.of(downscaled)).get(0));
        }
    }

    @Override
    public void close() {
        session.close();
    }
}

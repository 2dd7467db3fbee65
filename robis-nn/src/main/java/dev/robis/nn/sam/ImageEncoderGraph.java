package dev.robis.nn.sam;

import dev.robis.nn.graph.Scope;
import dev.robis.nn.graph.layer.AttentionShape;
import dev.robis.nn.graph.layer.Linear;
import dev.robis.nn.tensor.Tensor;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The graph of SAM's image encoder (Kirillov et al. 2023, appendix A; the backbone is that of Li et al. 2022) for one
 * square image. Its weights are frozen.
 */
final class ImageEncoderGraph {

    /** Name of the input: patches {@code [grid * grid, 3 * patch * patch]}. */
    static final String INPUT = "patches";

    private final SamConfig config;
    private final int grid;
    private final int width;

    ImageEncoderGraph(SamConfig config) {
        this.config = config;
        this.grid = config.grid();
        this.width = config.encoder().width();
    }

    /** @return the image embedding, {@code [grid * grid, config.width]} */
    SDVariable build(Scope at) {
        SDVariable x = tokens(at);
        for (int i = 0; i < config.encoder().depth(); i++) {
            Scope block = at.in("blocks").in(i);
            x = block.named(block(block, x, config.encoder().globalBlocks().contains(i)));
        }
        return neck(at.in("neck"), x);
    }

    private SDVariable tokens(Scope at) {
        int patch = config.patch();
        SDVariable patches = at.graph().placeHolder(INPUT, DataType.FLOAT, (long) grid * grid, 3L * patch * patch);
        SDVariable embedded = at.named(
                "patch_embed",
                at.bias("patch_embed.proj", at.convolution("patch_embed.proj", patches, 3, width, patch), width));
        return embedded.add(
                at.weight("pos_embed", new long[] {1, grid, grid, width}, new long[] {(long) grid * grid, width}));
    }

    private SDVariable block(Scope at, SDVariable x, boolean global) { // [N, C] -> [N, C]
        int side = global ? grid : config.encoder().window();
        PixelGrid pixels = new PixelGrid(at.graph(), grid, grid, width);
        int windows = pixels.windowRows(side) * pixels.windowColumns(side);
        SDVariable y = norm(at, "norm1", x);
        if (!global) y = pixels.windows(y, side);
        Linear attended = attention(at.in("attn"), y, side, windows);
        SDVariable output = at.in("attn").stage(attended);
        x = global ? at.layers().residual(x, attended) : x.add(pixels.join(output, side));
        int hidden = width * config.encoder().mlpRatio();
        Linear mlp = at.in("mlp").mlp("lin1", "lin2", norm(at, "norm2", x), width, hidden);
        at.in("mlp").stage(mlp);
        return at.layers().residual(x, mlp);
    }

    private Linear attention(Scope at, SDVariable x, int side, int windows) { // [W*N, C] -> [W*N, C]
        int heads = config.encoder().heads();
        AttentionShape shape = new AttentionShape(windows, side * side, heads, width / heads);
        Linear qkv = at.unfused("qkv", x, width, 3 * width);
        SDVariable mixed = at.layers()
                .relativeAttention(qkv, shape, positions(at, "rel_pos_h", shape), positions(at, "rel_pos_w", shape));
        return at.unfused("proj", mixed, width, width);
    }

    private static SDVariable positions(Scope at, String name, AttentionShape shape) { // [S queries, S keys, D]
        Tensor table = at.tensor(name, 2L * shape.side() - 1, shape.perHead());
        return at.constant(name, RelativePositions.of(table, shape.side(), shape.side()));
    }

    private SDVariable norm(Scope at, String name, SDVariable x) {
        return at.named(name, at.layerNorm(name, x, width, config.encoder().epsilon()));
    }

    private SDVariable neck(Scope at, SDVariable x) { // [N, C] -> [N, out]
        SameDiff graph = at.graph();
        int out = config.width();
        x = at.named("0", at.convolution("0", x, width, out, 1));
        x = at.named("1", at.layerNorm("1", x, out, SamConfig.PIXEL_NORM_EPSILON));
        x = new PixelGrid(graph, grid, grid, out).neighbourhoods(x);
        x = at.named("2", at.convolution("2", x, out, out, 3));
        return at.named("3", at.layerNorm("3", x, out, SamConfig.PIXEL_NORM_EPSILON));
    }
}

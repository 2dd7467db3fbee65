package dev.robis.nn.vit;

import dev.robis.nn.graph.Scope;
import dev.robis.nn.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The graph of a vision transformer (Dosovitskiy et al. 2021, LayerScale of Touvron et al. 2021, registers of Darcet et
 * al. 2023, relative position bias of BEiT, Bao et al. 2022) for one fixed batch and input size. Its weights are frozen.
 */
public final class VitGraph {

    /** Name of the input: patches {@code [batch * patches, 3 * patch * patch]}, as {@link PatchGrid} lays them out. */
    public static final String INPUT = "patches";

    private final VitConfig config;
    private final PatchGrid patches;
    private final int batch;

    public VitGraph(VitConfig config, PatchGrid patches, int batch) {
        this.config = config;
        this.patches = patches;
        this.batch = batch;
    }

    /** Tokens of one image: class token, registers, patches row by row. */
    public int tokens() {
        return config.prefixTokens() + patches.count();
    }

    /**
     * Builds blocks 0 to {@code last}.
     *
     * @return output of each block, {@code [batch * tokens, width]}
     */
    public List<SDVariable> blocks(Scope at, int last) {
        List<SDVariable> outputs = new ArrayList<>();
        SDVariable x = tokens(at);
        for (int i = 0; i <= last; i++) {
            Scope block = at.in("blocks").in(i);
            x = block.named(block(block, x));
            outputs.add(x);
        }
        return outputs;
    }

    private SDVariable tokens(Scope at) {
        SameDiff graph = at.graph();
        int width = config.width();
        int perPatch = 3 * config.patch() * config.patch();
        SDVariable input = graph.placeHolder(INPUT, DataType.FLOAT, (long) batch * patches.count(), perPatch);
        SDVariable weight =
                at.weight("patch_embed.proj.weight", new long[] {width, 3, config.patch(), config.patch()}, new long[] {
                    width, perPatch
                });
        SDVariable embedded = graph.mmul(input, weight, false, true, false)
                .add(at.weight("patch_embed.proj.bias", width))
                .reshape(batch, patches.count(), width); // [B, N, C]
        embedded = at.named("patch_embed", embedded);

        float[] first = at.tensor("cls_token", 1, 1, width).data().clone();
        if (!config.variant().relativePositions()) {
            Tensor position = position(at);
            for (int c = 0; c < width; c++) first[c] += position.data()[c];
            Tensor patchPosition = Tensor.zeros(1, patches.count(), width);
            System.arraycopy(position.data(), width, patchPosition.data(), 0, patchPosition.data().length);
            embedded = embedded.add(at.constant("patch_position", patchPosition));
        }
        SDVariable all = graph.concat(1, at.constant("prefix", prefix(at, first)), embedded); // [B, T, C]
        return at.named("tokens", all.reshape((long) batch * tokens(), width));
    }

    private Tensor position(Scope at) {
        Tensor learned = at.tensor("pos_embed", 1, 1 + (long) config.grid() * config.grid(), config.width());
        Tensor position = PositionEmbedding.resize(learned, config.grid(), patches.rows(), patches.columns());
        at.constant("pos_embed_used", position);
        return position;
    }

    /** The class token as placed, then the registers, which have no position: {@code [batch, 1 + registers, width]}. */
    private Tensor prefix(Scope at, float[] first) {
        int width = config.width();
        int length = config.prefixTokens() * width;
        float[] once = Arrays.copyOf(first, length);
        if (config.registers() > 0) {
            Tensor registers = at.tensor("register_tokens", 1, config.registers(), width);
            System.arraycopy(registers.data(), 0, once, width, registers.data().length);
        }
        Tensor repeated = Tensor.zeros(batch, config.prefixTokens(), width);
        for (int b = 0; b < batch; b++) System.arraycopy(once, 0, repeated.data(), b * length, length);
        return repeated;
    }

    private SDVariable block(Scope at, SDVariable x) { // [B*T, C] -> [B*T, C]
        x = at.residual(x, layerScale(at, 1, attention(at.in("attn"), norm(at, "norm1", x))), config.width());
        SDVariable mlp = at.in("mlp").mlp(norm(at, "norm2", x), config.width(), config.width() * config.mlpRatio());
        return at.residual(x, layerScale(at, 2, mlp), config.width());
    }

    private SDVariable norm(Scope at, String name, SDVariable x) {
        return at.named(name, at.layerNorm(name, x, config.width(), config.layerNormEpsilon()));
    }

    private SDVariable layerScale(Scope at, int half, SDVariable x) {
        return config.variant()
                .layerScale(half)
                .map(name -> at.named("ls" + half, at.scale(name, x, config.width())))
                .orElse(x);
    }

    private SDVariable attention(Scope at, SDVariable x) {
        int width = config.width();
        SDVariable qkv = at.named("qkv", queriesKeysValues(at, x));
        SelfAttention attention = new SelfAttention(batch, tokens(), config.heads(), width / config.heads());
        SDVariable mixed = config.variant().relativePositions()
                ? attention.build(at, qkv, positionBias(at))
                : attention.build(at, qkv);
        return at.named(at.linear("proj", mixed, width, width));
    }

    private SDVariable queriesKeysValues(Scope at, SDVariable x) { // [B*T, C] -> [B*T, 3C]
        int width = config.width();
        if (!config.variant().keysUnbiased()) return at.linear("qkv", x, width, 3 * width);
        float[] bias = Arrays.copyOf(at.tensor("q_bias", width).data(), 3 * width);
        System.arraycopy(at.tensor("v_bias", width).data(), 0, bias, 2 * width, width);
        SDVariable product = at.graph().mmul(x, at.weight("qkv.weight", 3 * width, width), false, true, false);
        return product.add(at.constant("qkv.bias", new Tensor(new int[] {3 * width}, bias)));
    }

    private Tensor positionBias(Scope at) { // [1, H, T, T]
        long entries = RelativePositionBias.entries(config.grid());
        Tensor table = at.tensor("relative_position_bias_table", entries, config.heads());
        return RelativePositionBias.of(table, config.grid(), patches.rows(), patches.columns());
    }
}

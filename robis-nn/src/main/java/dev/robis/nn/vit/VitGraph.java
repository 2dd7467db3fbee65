package dev.robis.nn.vit;

import dev.robis.nn.graph.Scope;
import dev.robis.nn.graph.layer.AttentionShape;
import dev.robis.nn.graph.layer.Linear;
import dev.robis.nn.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
        SDVariable product = graph.mmul(input, weight, false, true, false);
        SDVariable embedded =
                at.bias("patch_embed.proj", product, width).reshape(batch, patches.count(), width); // [B, N, C]
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
        x = residual(at, 1, x, at.in("attn"), attention(at.in("attn"), norm(at, "norm1", x)));
        int hidden = config.width() * config.mlpRatio();
        Linear mlp = at.in("mlp").mlp("fc1", "fc2", norm(at, "norm2", x), config.width(), hidden);
        return residual(at, 2, x, at.in("mlp"), mlp);
    }

    private SDVariable norm(Scope at, String name, SDVariable x) {
        return at.named(name, at.layerNorm(name, x, config.width(), config.layerNormEpsilon()));
    }

    /** Half a block: what the attention or the MLP gives is added to what it was given, with LayerScale where there is one. */
    private SDVariable residual(Scope at, int half, SDVariable x, Scope branch, Linear layer) {
        SDVariable output = branch.stage(layer);
        Optional<String> name = config.variant().layerScale(half);
        if (name.isEmpty()) return at.layers().residual(x, layer);
        SDVariable scale = at.weight(name.get(), config.width());
        at.named("ls" + half, at.layers().scaleChannels(output, scale, config.width()));
        return at.layers().residual(x, layer, scale);
    }

    private Linear attention(Scope at, SDVariable x) {
        int width = config.width();
        Linear qkv = queriesKeysValues(at, x);
        at.stage("qkv", qkv);
        AttentionShape shape = new AttentionShape(batch, tokens(), config.heads(), width / config.heads());
        SDVariable mixed = config.variant().relativePositions()
                ? at.layers().biasedAttention(qkv, shape, at.constant("relative_position_bias", positionBias(at)))
                : at.layers().attention(qkv, shape);
        return at.unfused("proj", mixed, width, width);
    }

    private Linear queriesKeysValues(Scope at, SDVariable x) { // [B*T, C] -> [B*T, 3C]
        int width = config.width();
        if (!config.variant().keysUnbiased()) return at.unfused("qkv", x, width, 3 * width);
        float[] bias = Arrays.copyOf(at.tensor("q_bias", width).data(), 3 * width);
        System.arraycopy(at.tensor("v_bias", width).data(), 0, bias, 2 * width, width);
        SDVariable product = at.graph().mmul(x, at.weight("qkv.weight", 3 * width, width), false, true, false);
        return new Linear(product, at.constant("qkv.bias", new Tensor(new int[] {3 * width}, bias)), 3 * width);
    }

    private Tensor positionBias(Scope at) { // [H*T, T]
        long entries = RelativePositionBias.entries(config.grid());
        Tensor table = at.tensor("relative_position_bias_table", entries, config.heads());
        return RelativePositionBias.of(table, config.grid(), patches.rows(), patches.columns());
    }
}

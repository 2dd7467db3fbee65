package dev.robis.nn.inp;

import dev.robis.nn.graph.Scope;
import dev.robis.nn.graph.layer.Linear;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The trained part of INP-Former (Luo et al., CVPR 2025, section 3): INP extractor, bottleneck and INP-guided decoder
 * over the fused features of a frozen encoder.
 *
 * <p>Deviations from the paper, as the reference has them: a decoder block has no residual around its attention; the
 * attention is the ReLU of cosine similarities times a learned scale, not normalised; one layer norm serves tokens
 * and prototypes.
 */
final class InpFormerGraph {

    private static final double LAYER_NORM_EPSILON = 1e-8;
    private static final double UNIT_FLOOR = 1e-12;
    private static final double COSINE_FLOOR = 1e-8;

    private final InpFormerConfig config;
    private final int batch;
    private final int tokens;
    private final int width;
    private final int heads;
    private final int perHead;

    /**
     * @param tokens patch tokens of one image
     */
    InpFormerGraph(InpFormerConfig config, int batch, int tokens) {
        this.config = config;
        this.batch = batch;
        this.tokens = tokens;
        this.width = config.encoder().width();
        this.heads = config.encoder().heads();
        this.perHead = width / heads;
    }

    /**
     * What the graph computes.
     *
     * @param reconstructed per group, {@code [batch * tokens, width]}
     * @param coherence the INP coherence loss, a scalar
     */
    record Outputs(List<SDVariable> reconstructed, SDVariable coherence) {}

    /**
     * @param fused mean of the target layers' patch tokens, {@code [batch * tokens, width]}
     */
    Outputs build(Scope at, SDVariable fused) {
        SDVariable prototypes =
                at.named("prototypes", extract(at.in("aggregation").in(0), at, fused)); // [B*P, C]
        Scope bottleneck = at.in("bottleneck").in(0);
        SDVariable x = bottleneck.stage(mlp(bottleneck, fused));
        List<SDVariable> decoded = new ArrayList<>();
        for (int i = 0; i < config.decoders(); i++) {
            Scope block = at.in("decoder").in(i);
            x = block.named(decode(block, x, prototypes));
            decoded.add(x);
        }
        Collections.reverse(decoded);
        List<SDVariable> reconstructed = new ArrayList<>();
        for (int group = 0; group < config.groups().size(); group++)
            reconstructed.add(
                    at.named("de" + group, mean(pick(decoded, config.groups().get(group)))));
        return new Outputs(reconstructed, coherence(at, fused, prototypes));
    }

    /** INP extractor (section 3.2): prototype tokens attend to the patch tokens. */
    private SDVariable extract(Scope at, Scope root, SDVariable fused) {
        SameDiff graph = at.graph();
        SDVariable token = root.weight("prototype_token", config.prototypes(), width);
        SDVariable x = graph.tile(token.reshape(1, config.prototypes(), width), batch, 1, 1)
                .reshape((long) batch * config.prototypes(), width);
        SDVariable q = perHead(attention(at).linear("q", norm(at, "norm1", x), width, width), config.prototypes());
        SDVariable[] kv = keysAndValues(attention(at), norm(at, "norm1", fused), tokens);
        SDVariable scores = at.layers().batchMatMul(q.mul(1 / Math.sqrt(perHead)), kv[0], true); // [B, H, P, N]
        SDVariable mixed =
                joinHeads(at.layers().batchMatMul(graph.nn().softmax(scores, -1), kv[1], false), config.prototypes());
        Linear attended = attention(at).unfused("proj", mixed, width, width);
        attention(at).stage(attended);
        return residualMlp(at, at.layers().residual(x, attended));
    }

    /** INP-guided decoder block (section 3.3): tokens are reconstructed from the prototypes alone. */
    private SDVariable decode(Scope at, SDVariable x, SDVariable prototypes) {
        SameDiff graph = at.graph();
        Scope attention = attention(at);
        SDVariable q = unitPerHead(attention, attention.linear("q", norm(at, "norm1", x), width, width));
        SDVariable[] kv = graph.unstack(
                attention
                        .linear("kv", norm(at, "norm1", prototypes), width, 2 * width)
                        .reshape((long) batch * config.prototypes(), 2, width),
                1,
                2); // 2 x [B*P, C]
        SDVariable k = perHead(unitPerHead(attention, kv[0]), config.prototypes())
                .mul(attention.weight("learn_scale", heads, 1, 1)); // here it is P keys, on the cosines N times P
        SDVariable v = perHead(kv[1], config.prototypes());
        SDVariable scaled = at.layers().batchMatMul(perHead(q, tokens), k, true); // [B, H, N, P]
        SDVariable weights = attention.named("weights", graph.nn().relu(scaled, 0));
        SDVariable mixed = joinHeads(at.layers().batchMatMul(weights, v, false), tokens);
        return residualMlp(at, attention.named(attention.linear("proj", mixed, width, width)));
    }

    private SDVariable residualMlp(Scope at, SDVariable x) {
        Linear mlp = mlp(at.in("mlp"), norm(at, "norm2", x));
        at.in("mlp").stage(mlp);
        return at.layers().residual(x, mlp);
    }

    private Linear mlp(Scope at, SDVariable x) {
        return at.mlp("fc1", "fc2", x, width, 4 * width);
    }

    /** INP coherence loss (equation 4): mean distance of a token to its nearest prototype. */
    private SDVariable coherence(Scope at, SDVariable fused, SDVariable prototypes) {
        SDVariable x = at.layers().l2Normalize(fused, width, COSINE_FLOOR).reshape(batch, tokens, width);
        SDVariable p =
                at.layers().l2Normalize(prototypes, width, COSINE_FLOOR).reshape(batch, config.prototypes(), width);
        SDVariable distances = at.graph().mmul(x, p, false, true, false).rsub(1.0); // [B, N, P]
        SDVariable nearest = at.named("gather_distance", distances.min(false, 2));
        at.named("gather_index", distances.argmin(2));
        return at.named("g_loss", nearest.mean(false, 0, 1));
    }

    /** Distance of reconstructed to encoded features, {@code [batch, tokens]}: 1 minus their cosine. */
    SDVariable distance(Scope at, SDVariable encoded, SDVariable reconstructed) {
        SDVariable product = at.layers()
                .l2Normalize(encoded, width, COSINE_FLOOR)
                .mul(at.layers().l2Normalize(reconstructed, width, COSINE_FLOOR));
        return product.sum(false, 1).rsub(1.0).reshape(batch, tokens);
    }

    int width() {
        return width;
    }

    int featuresPerImage() {
        return tokens * width;
    }

    static List<SDVariable> pick(List<SDVariable> all, List<Integer> indices) {
        return indices.stream().map(all::get).toList();
    }

    static SDVariable mean(List<SDVariable> values) {
        SDVariable sum = values.get(0);
        for (SDVariable value : values.subList(1, values.size())) sum = sum.add(value);
        return sum.mul(1.0 / values.size());
    }

    /** The weights of a layer norm are pulled once, however often it is applied. */
    private SDVariable norm(Scope at, String name, SDVariable x) {
        return at.layerNorm(name, x, width, LAYER_NORM_EPSILON);
    }

    private static Scope attention(Scope at) {
        return at.in("attn");
    }

    private SDVariable perHead(SDVariable x, int length) { // [B*L, C] -> [B, H, L, D]
        return x.reshape(batch, length, heads, perHead).permute(0, 2, 1, 3);
    }

    /** Every head's share of every row, brought to length one. */
    private SDVariable unitPerHead(Scope at, SDVariable x) { // [R, C] -> [R*H, D]
        return at.layers().l2Normalize(x.reshape(-1, perHead), perHead, UNIT_FLOOR);
    }

    private SDVariable joinHeads(SDVariable x, int length) { // [B, H, L, D] -> [B*L, C]
        return x.permute(0, 2, 1, 3).reshape((long) batch * length, width);
    }

    private SDVariable[] keysAndValues(Scope at, SDVariable x, int length) { // [B*L, C] -> 2 x [B, H, L, D]
        SDVariable kv = at.linear("kv", x, width, 2 * width);
        return at.graph().unstack(kv.reshape(batch, length, 2, heads, perHead).permute(2, 0, 3, 1, 4), 0, 2);
    }
}

package dev.robis.benchmarks.onnx;

import static dev.robis.benchmarks.onnx.OnnxGraph.integer;
import static dev.robis.benchmarks.onnx.OnnxGraph.integers;
import static dev.robis.benchmarks.onnx.OnnxGraph.real;

import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.vit.VitConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A DINOv2 vision transformer as an ONNX model, written in the patterns that ONNX Runtime knows to fuse: products with
 * transposed weights, {@code LayerNormalization}, the GELU by {@code Erf}.
 *
 * <p>Inputs of the grid that the positions are for only: resizing them is preparation, not part of what is compared.
 */
public final class VitOnnx {

    /** Name of the input, {@code [batch, 3, height, width]}. */
    public static final String INPUT = "images";

    /** Name of the output, {@code [batch, tokens, width]}. */
    public static final String OUTPUT = "tokens";

    private final VitConfig config;
    private final TensorSource weights;
    private final int batch;
    private final int side;
    private final long tokens;
    private final OnnxGraph graph = new OnnxGraph("vit");

    private VitOnnx(VitConfig config, TensorSource weights, int batch, int side) {
        this.config = config;
        this.weights = weights;
        this.batch = batch;
        this.side = side;
        this.tokens = config.prefixTokens() + (long) config.grid() * config.grid();
    }

    /**
     * Writes blocks 0 to {@code last}.
     *
     * @throws IllegalArgumentException if the side is not that of the grid of the positions
     */
    public static void write(Path file, VitConfig config, TensorSource weights, int last, int batch, int side)
            throws IOException {
        if (side != config.grid() * config.patch())
            throw new IllegalArgumentException(
                    "expected a side of " + config.grid() * config.patch() + " pixels, found " + side);
        VitOnnx vit = new VitOnnx(config, weights, batch, side);
        vit.build(last);
        vit.graph.write(file);
    }

    private void build(int last) {
        String x = embed();
        for (int i = 0; i <= last; i++) x = block("blocks." + i + ".", x);
        graph.node("Identity", List.of(x), List.of(OUTPUT));
        graph.output(OUTPUT, batch, tokens, config.width());
    }

    private String embed() {
        String images = graph.input(INPUT, batch, 3, side, side);
        String convolved = graph.node(
                "Conv",
                List.of(images, weight("patch_embed.proj.weight"), weight("patch_embed.proj.bias")),
                integers("kernel_shape", config.patch(), config.patch()),
                integers("strides", config.patch(), config.patch()));
        String rows = graph.node("Reshape", List.of(convolved, graph.integers(batch, config.width(), -1)));
        String patches = graph.node("Transpose", List.of(rows), integers("perm", 0, 2, 1)); // [B, N, C]
        String first = repeated(weight("cls_token"), 1);
        String all = graph.node("Concat", List.of(first, patches), integer("axis", 1));
        String placed = graph.node("Add", List.of(all, weight("pos_embed")));
        if (config.registers() == 0) return placed;
        String head = slice(placed, 0, 1);
        String tail = slice(placed, 1, Long.MAX_VALUE);
        String registers = repeated(weight("register_tokens"), config.registers());
        return graph.node("Concat", List.of(head, registers, tail), integer("axis", 1)); // [B, T, C]
    }

    private String repeated(String value, long length) {
        return graph.node("Expand", List.of(value, graph.integers(batch, length, config.width())));
    }

    private String slice(String value, long from, long to) {
        return graph.node("Slice", List.of(value, graph.integers(from), graph.integers(to), graph.integers(1L)));
    }

    private String block(String at, String x) {
        String attention = attention(at + "attn.", norm(at + "norm1", x));
        x = graph.node("Add", List.of(x, graph.node("Mul", List.of(attention, weight(at + "ls1.gamma")))));
        String hidden = gelu(linear(at + "mlp.fc1", norm(at + "norm2", x)));
        String mlp = linear(at + "mlp.fc2", hidden);
        return graph.node("Add", List.of(x, graph.node("Mul", List.of(mlp, weight(at + "ls2.gamma")))));
    }

    private String attention(String at, String x) {
        long heads = config.heads();
        long perHead = config.width() / heads;
        String qkv = linear(at + "qkv", x);
        String split = graph.node("Reshape", List.of(qkv, graph.integers(batch, tokens, 3, heads, perHead)));
        String stacked = graph.node("Transpose", List.of(split), integers("perm", 2, 0, 3, 1, 4));
        String[] parts = new String[3]; // [B, H, T, D]
        for (int i = 0; i < 3; i++) parts[i] = graph.node("Gather", List.of(stacked, index(i)), integer("axis", 0));
        String query = graph.node("Mul", List.of(parts[0], graph.number((float) (1 / Math.sqrt(perHead)))));
        String key = graph.node("Transpose", List.of(parts[1]), integers("perm", 0, 1, 3, 2));
        String scores = graph.node("MatMul", List.of(query, key));
        String shares = graph.node("Softmax", List.of(scores), integer("axis", -1));
        String mixed = graph.node("MatMul", List.of(shares, parts[2]));
        String joined = graph.node("Transpose", List.of(mixed), integers("perm", 0, 2, 1, 3));
        return linear(
                at + "proj", graph.node("Reshape", List.of(joined, graph.integers(batch, tokens, config.width()))));
    }

    private String index(int index) {
        return graph.node("Squeeze", List.of(graph.integers(index)));
    }

    private String norm(String name, String x) {
        return graph.node(
                "LayerNormalization",
                List.of(x, weight(name + ".weight"), weight(name + ".bias")),
                integer("axis", -1),
                real("epsilon", (float) config.layerNormEpsilon()));
    }

    private String linear(String name, String x) {
        String product = graph.node("MatMul", List.of(x, transposed(name + ".weight")));
        return graph.node("Add", List.of(product, weight(name + ".bias")));
    }

    private String gelu(String x) {
        String erf = graph.node("Erf", List.of(graph.node("Div", List.of(x, graph.number((float) Math.sqrt(2))))));
        String doubled = graph.node("Mul", List.of(x, graph.node("Add", List.of(erf, graph.number(1)))));
        return graph.node("Mul", List.of(doubled, graph.number(0.5f)));
    }

    private String weight(String name) {
        return graph.weight(name, weights.tensor(name));
    }

    /** {@code [out, in]} as {@code [in, out]}, so that the product needs no transposition. */
    private String transposed(String name) {
        Tensor tensor = weights.tensor(name);
        int out = tensor.shape()[0], in = tensor.shape()[1];
        Tensor turned = Tensor.zeros(in, out);
        for (int o = 0; o < out; o++)
            for (int i = 0; i < in; i++) turned.data()[i * out + o] = tensor.data()[o * in + i];
        return graph.weight(name, turned);
    }
}

package dev.robis.nn.graph;

import dev.robis.nn.graph.engine.Engine;
import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.kernel.Attention;
import dev.robis.nn.graph.kernel.BatchMatMul;
import dev.robis.nn.graph.kernel.BiasedGelu;
import dev.robis.nn.graph.kernel.L2Normalize;
import dev.robis.nn.graph.kernel.LayerNorm;
import dev.robis.nn.graph.kernel.Residual;
import dev.robis.nn.graph.kernel.Softmax;
import dev.robis.nn.graph.kernel.SplitQueryHeads;
import dev.robis.nn.graph.layer.BiasAdd;
import dev.robis.nn.graph.layer.ChannelScale;
import dev.robis.nn.graph.layer.RowScale;
import dev.robis.nn.graph.layer.RowSubtract;
import dev.robis.nn.graph.layer.VectorBroadcast;
import dev.robis.nn.graph.run.StopGradient;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorInfo;
import dev.robis.nn.tensor.TensorSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.array.SingleThreadArrayHolder;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A place in a network: the graph being built, where its weights come from, and the prefix of their names. Networks
 * are written against it once, and read like their papers. Activations are matrices {@code [rows, channels]}; what
 * the rows are (batch times tokens) is the caller's knowledge.
 *
 * <p>Not safe for concurrent use.
 */
public final class Scope {

    private final SameDiff graph;
    private final TensorSource weights;
    private final String prefix;
    private final boolean trainable;
    private final boolean kernels;

    private Scope(SameDiff graph, TensorSource weights, String prefix, boolean trainable) {
        this.graph = graph;
        this.weights = weights;
        this.prefix = prefix;
        this.trainable = trainable;
        this.kernels = !trainable && Engine.onCpu();
    }

    /**
     * An empty graph that holds every weight once. {@link SameDiff#create()} makes one for many threads, which copies
     * each array it is given and keeps both (ND4J 1.0.0-M2.1).
     */
    public static SameDiff newGraph() {
        SameDiff graph = SameDiff.create();
        graph.setArrayHolders(new SingleThreadArrayHolder(), new SingleThreadArrayHolder(), true);
        return graph;
    }

    /** The root of a network whose weights never change. */
    public static Scope frozen(SameDiff graph, TensorSource weights) {
        return new Scope(graph, weights, "", false);
    }

    /** The root of a network whose weights are variables, to be trained. */
    public static Scope trainable(SameDiff graph, TensorSource weights) {
        return new Scope(graph, weights, "", true);
    }

    /** The part of the network called {@code name}. */
    public Scope in(String name) {
        return new Scope(graph, weights, path(name), trainable);
    }

    /** The {@code index}-th part of a list of parts. */
    public Scope in(int index) {
        return in(Integer.toString(index));
    }

    /** The graph being built. */
    public SameDiff graph() {
        return graph;
    }

    /**
     * A weight of this place.
     *
     * @throws IllegalArgumentException if it is missing or has another shape, naming both
     */
    public SDVariable weight(String name, long... shape) {
        return weight(name, shape, shape);
    }

    /** A weight that the graph sees in another shape of as many elements; asked for twice, it is one variable. */
    public SDVariable weight(String name, long[] stored, long[] seen) {
        String path = path(name);
        if (graph.hasVariable(path)) return graph.getVariable(path);
        require(path, stored);
        INDArray array = OffHeap.of(weights, path, seen);
        return trainable ? graph.var(path, array) : graph.constant(path, array);
    }

    /** A weight read for preparing constants, not as a node of the graph. */
    public Tensor tensor(String name, long... shape) {
        require(path(name), shape);
        return weights.tensor(path(name));
    }

    /** A prepared constant, not a weight. */
    public SDVariable constant(String name, Tensor value) {
        return graph.constant(path(name), OffHeap.of(value));
    }

    /** Gives a value its official name, so that it can be asked for as an output. */
    public SDVariable named(String name, SDVariable value) {
        return value.rename(path(name));
    }

    /** The output of the whole part. */
    public SDVariable named(SDVariable value) {
        return value.rename(prefix);
    }

    /** {@code x W' + b}, with {@code name.weight [out, in]} and {@code name.bias [out]}. */
    public SDVariable linear(String name, SDVariable x, int in, int out) { // [R, in] -> [R, out]
        SDVariable weight = weight(name + ".weight", out, in);
        return bias(name, graph.mmul(x, weight, false, true, false), out);
    }

    /**
     * A product that sums over more than it gives wants its second factor as it reads it (17 ms in place of 24, 1,374 rows of 3,072
     * channels to 768), even if it has to be laid out so for every step of training. What never changes is laid out so once.
     */
    private SDVariable transposed(String name, int rows, int columns) {
        if (trainable) return graph.permute(weight(name, rows, columns), 1, 0);
        String path = path(name);
        String transposed = path + ".transposed";
        if (graph.hasVariable(transposed)) return graph.getVariable(transposed);
        require(path, rows, columns);
        return graph.constant(transposed, OffHeap.transposed(weights, path, rows, columns));
    }

    /** A convolution without bias on unfolded pixels, whose rows are ordered channel, y, x. */
    public SDVariable convolution(String name, SDVariable unfolded, int in, int out, int side) { // [R, in*s*s]
        long[] stored = {out, in, side, side};
        SDVariable weight = weight(name + ".weight", stored, new long[] {out, (long) in * side * side});
        return graph.mmul(unfolded, weight, false, true, false); // [R, out]
    }

    /** Adds {@code name.bias} to every row. */
    public SDVariable bias(String name, SDVariable x, int width) {
        return new BiasAdd(graph, x, weight(name + ".bias", width), width).outputVariable();
    }

    /** Layer norm over the channels, with biased variance (Ba et al. 2016). */
    public SDVariable layerNorm(String name, SDVariable x, int width, double epsilon) { // [R, C] -> [R, C]
        if (!Engine.onCpu()) return layerNormOfEngine(name, x, width, epsilon);
        SDVariable weight = weight(name + ".weight", width);
        return new LayerNorm(graph, x, weight, weight(name + ".bias", width), width, epsilon).outputVariable();
    }

    /** The same by the engine's operations. */
    SDVariable layerNormOfEngine(String name, SDVariable x, int width, double epsilon) {
        SDVariable centred = new RowSubtract(graph, x, mean(x, width), width).outputVariable();
        SDVariable variance = mean(centred.mul(centred), width);
        SDVariable normal = timesRow(centred, graph.math().rsqrt(variance.add(epsilon)), width);
        return bias(name, scale(name + ".weight", normal, width), width);
    }

    private SDVariable mean(SDVariable x, int width) { // [R, C] -> [R, 1]
        return VectorBroadcast.rowSums(graph, x, width).mul(1.0 / width);
    }

    /** Every row times its own factor, {@code [R, 1]}. */
    public SDVariable timesRow(SDVariable x, SDVariable factor, int width) {
        return new RowScale(graph, x, factor, width).outputVariable();
    }

    /** Softmax of every row. Without gradient. */
    public SDVariable softmax(SDVariable x) { // [R, C] -> [R, C]
        return new Softmax(graph, x).outputVariable();
    }

    /**
     * Multi-head self-attention, where it can be done at once.
     *
     * @param qkv queries, keys and values as a linear layer gives them, {@code [images * tokens, 3 * width]}
     * @param block scores that live at once, at most; a single query on every core may exceed it
     * @return {@code [images * tokens, width]}
     */
    public Optional<SDVariable> attention(SDVariable qkv, int images, int heads, int block) {
        if (!kernels || !(producer(qkv) instanceof BiasAdd sum)) return Optional.empty();
        return Optional.of(new Attention(graph, sum.arg(0), sum.arg(1), images, heads, block).outputVariable());
    }

    /**
     * As above, of tokens on a square, to whose scores a term for the key's row and one for its column are added.
     *
     * @param byRow from queries {@code [images * heads, tokens, perHead]} to {@code [images * heads * tokens, side]}
     * @param byColumn likewise
     */
    public Optional<SDVariable> attention(
            SDVariable qkv,
            UnaryOperator<SDVariable> byRow,
            UnaryOperator<SDVariable> byColumn,
            int images,
            int heads,
            int block) {
        if (!kernels || !(producer(qkv) instanceof BiasAdd sum)) return Optional.empty();
        SDVariable q = new SplitQueryHeads(graph, sum.arg(0), sum.arg(1), images, heads).outputVariable();
        Attention attention =
                new Attention(graph, sum.arg(0), sum.arg(1), byRow.apply(q), byColumn.apply(q), images, heads, block);
        return Optional.of(attention.outputVariable());
    }

    /**
     * BatchMatMul of many matrices.
     *
     * @param x {@code [..., M, K]}
     * @param y {@code [..., K, N]}, or {@code [..., N, K]} to be transposed
     * @return {@code [..., M, N]}
     */
    public SDVariable products(SDVariable x, SDVariable y, boolean transposed) {
        if (!Engine.onCpu()) return graph.mmul(x, y, false, transposed, false);
        return new BatchMatMul(graph, x, false, y, transposed).outputVariable();
    }

    /** {@code x + y}, the trunk and its branch; what ends the branch, a linear layer or a scale, is done with it. */
    public SDVariable residual(SDVariable x, SDVariable y, int width) {
        if (!kernels) return x.add(y);
        boolean scaled = producer(y) instanceof ChannelScale;
        SDVariable factor = scaled ? producer(y).arg(1) : VectorBroadcast.ones(graph, x.dataType(), width);
        SDVariable branch = scaled ? producer(y).arg(0) : y;
        if (!(producer(branch) instanceof BiasAdd sum)) return x.add(y);
        return new Residual(graph, sum.arg(0), sum.arg(1), factor, x).outputVariable();
    }

    private DifferentialFunction producer(SDVariable value) {
        return graph.getVariableOutputOp(value.name());
    }

    /** Multiplies every channel by its own factor. */
    public SDVariable scale(String name, SDVariable x, int width) {
        return new ChannelScale(graph, x, weight(name, width), width).outputVariable();
    }

    /** Two linear layers with a GELU between them; names {@code fc1} and {@code fc2}. */
    public SDVariable mlp(SDVariable x, int width, int hidden) {
        return mlp("fc1", "fc2", x, width, hidden);
    }

    /** As above, under other names; for many rows. */
    public SDVariable mlp(String first, String second, SDVariable x, int width, int hidden) {
        SDVariable wide = named(first, linear(first, x, width, hidden));
        SDVariable active = named("act", gelu(wide));
        SDVariable product = graph.mmul(active, transposed(second + ".weight", width, hidden));
        return named(bias(second, product, width));
    }

    /** The exact GELU (Hendrycks and Gimpel 2016). */
    public SDVariable gelu(SDVariable x) {
        if (Engine.onCpu() && producer(x) instanceof BiasAdd sum)
            return new BiasedGelu(graph, sum.arg(0), sum.arg(1), sum.columns()).outputVariable();
        return x.mul(graph.math().erf(x.mul(Math.sqrt(0.5))).add(1.0)).mul(0.5);
    }

    /**
     * Divides every row by its Euclidean length; {@code floor} keeps zero rows at zero. Matrices only: on a permuted
     * array of rank 4 the engine's sum over the last axis is wrong (ND4J 1.0.0-M2.1).
     */
    public SDVariable unit(SDVariable x, int width, double floor) { // [R, C] -> [R, C]
        if (!Engine.onCpu()) return unitOfEngine(x, width, floor);
        return new L2Normalize(graph, x, floor).outputVariable();
    }

    /** The same by the engine's operations. */
    SDVariable unitOfEngine(SDVariable x, int width, double floor) {
        SDVariable squares = VectorBroadcast.rowSums(graph, x.mul(x), width);
        return timesRow(x, graph.math().rsqrt(squares.add(floor * floor)), width);
    }

    /** Passes a value on and stops its gradient. */
    public SDVariable stopGradient(SDVariable x) {
        return new StopGradient(graph, x).outputVariable();
    }

    private void require(String path, long... shape) {
        TensorInfo info = weights.info(path)
                .orElseThrow(() -> new IllegalArgumentException(path + ": expected " + Arrays.toString(shape)
                        + ", found no such tensor in " + weights.describe()));
        List<Long> expected = Arrays.stream(shape).boxed().toList();
        if (!info.shape().equals(expected))
            throw new IllegalArgumentException(
                    path + ": expected " + expected + ", found " + info.shape() + " in " + weights.describe());
    }

    private String path(String name) {
        return prefix.isEmpty() ? name : prefix + "." + name;
    }
}

package dev.robis.nn.graph;

import dev.robis.nn.graph.engine.Engine;
import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.kernel.CpuLayers;
import dev.robis.nn.graph.kernel.CpuTrainingLayers;
import dev.robis.nn.graph.layer.EngineLayers;
import dev.robis.nn.graph.layer.Layers;
import dev.robis.nn.graph.layer.Linear;
import dev.robis.nn.graph.run.StopGradient;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorInfo;
import dev.robis.nn.tensor.TensorSource;
import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.array.SingleThreadArrayHolder;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A place in a network: the graph being built, the source of its weights, and the prefix of their names. What is computed with
 * the weights is the matter of {@link #layers}. Networks are written against both once, and read like their papers.
 *
 * <p>Activations are matrices {@code [rows, channels]}; what the rows are (batch times tokens) is the caller's knowledge. A
 * value that is {@linkplain #named named} or a {@linkplain #stage stage} can be asked for as an output. Not safe for concurrent
 * use.
 */
public final class Scope {

    private final SameDiff graph;
    private final TensorSource weights;
    private final String prefix;
    private final boolean trainable;
    private final Layers layers;

    private Scope(SameDiff graph, TensorSource weights, String prefix, boolean trainable, Layers layers) {
        this.graph = graph;
        this.weights = weights;
        this.prefix = prefix;
        this.trainable = trainable;
        this.layers = layers;
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

    /** The root of a network whose weights never change, for the engine that runs here. */
    public static Scope frozen(SameDiff graph, TensorSource weights) {
        return frozen(graph, weights, Engine.onCpu() ? new CpuLayers(graph) : new EngineLayers(graph));
    }

    /**
     * As above, of given layers.
     *
     * @param layers that append to the same graph
     */
    public static Scope frozen(SameDiff graph, TensorSource weights, Layers layers) {
        return new Scope(graph, weights, "", false, layers);
    }

    /** The root of a network whose weights are variables, to be trained on the engine that runs here. */
    public static Scope trainable(SameDiff graph, TensorSource weights) {
        Layers layers = Engine.onCpu() ? new CpuTrainingLayers(graph) : new EngineLayers(graph);
        return trainable(graph, weights, layers);
    }

    /**
     * As above, of given layers.
     *
     * @param layers that append to the same graph, and of which every one in use has a gradient
     */
    public static Scope trainable(SameDiff graph, TensorSource weights, Layers layers) {
        return new Scope(graph, weights, "", true, layers);
    }

    /** The part of the network called {@code name}. */
    public Scope in(String name) {
        return new Scope(graph, weights, path(name), trainable, layers);
    }

    /** The {@code index}-th part of a list of parts. */
    public Scope in(int index) {
        return in(Integer.toString(index));
    }

    /** The graph being built. */
    public SameDiff graph() {
        return graph;
    }

    /** The operations of the engine that will run the graph. */
    public Layers layers() {
        return layers;
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

    /**
     * A weight {@code [rows, columns]} transposed. A product that sums over more than it gives wants its second factor as it reads it
     * (17 ms in place of 24, 1,374 rows of 3,072 channels to 768), even if it has to be laid out so for every step of training. A
     * weight that never changes is laid out so once.
     */
    private SDVariable transposed(String name, int rows, int columns) {
        if (trainable) return graph.permute(weight(name, rows, columns), 1, 0);
        String path = path(name);
        String transposed = path + ".transposed";
        if (graph.hasVariable(transposed)) return graph.getVariable(transposed);
        require(path, rows, columns);
        return graph.constant(transposed, OffHeap.transposed(weights, path, rows, columns));
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

    /** Names the output of the whole part. */
    public SDVariable named(SDVariable value) {
        return value.rename(prefix);
    }

    /**
     * Names the output of a layer that a fused operation computes on its way. The value is computed only where it is asked for.
     *
     * @return the layer's output
     */
    public SDVariable stage(String name, Linear layer) {
        return named(name, layers.linear(layer));
    }

    /** As above, for the output of the whole part. */
    public SDVariable stage(Linear layer) {
        return named(layers.linear(layer));
    }

    /** {@code x W' + b}, with {@code name.weight [out, in]} and {@code name.bias [out]}. */
    public SDVariable linear(String name, SDVariable x, int in, int out) { // [R, in] -> [R, out]
        return layers.linear(unfused(name, x, in, out));
    }

    /** The same layer, for a fused operation to finish. */
    public Linear unfused(String name, SDVariable x, int in, int out) { // [R, in] -> [R, out]
        SDVariable weight = weight(name + ".weight", out, in);
        return unfused(name, graph.mmul(x, weight, false, true, false), out);
    }

    /** A product {@code [R, out]} and its {@code name.bias [out]}, for a fused operation to finish. */
    public Linear unfused(String name, SDVariable product, int out) {
        return new Linear(product, weight(name + ".bias", out), out);
    }

    /** A convolution without bias on unfolded pixels, whose rows are ordered channel, y, x. */
    public SDVariable convolution(String name, SDVariable unfolded, int in, int out, int side) { // [R, in*s*s]
        long[] stored = {out, in, side, side};
        SDVariable weight = weight(name + ".weight", stored, new long[] {out, (long) in * side * side});
        return graph.mmul(unfolded, weight, false, true, false); // [R, out]
    }

    /** Adds {@code name.bias} to every row. */
    public SDVariable bias(String name, SDVariable x, int width) {
        return layers.linear(unfused(name, x, width));
    }

    /** Layer norm over the channels, with biased variance (Ba et al. 2016). */
    public SDVariable layerNorm(String name, SDVariable x, int width, double epsilon) { // [R, C] -> [R, C]
        return layers.layerNorm(x, weight(name + ".weight", width), weight(name + ".bias", width), width, epsilon);
    }

    /** The GELU of a layer norm. */
    public SDVariable layerNormGelu(String name, SDVariable x, int width, double epsilon) { // [R, C] -> [R, C]
        return layers.layerNormGelu(x, weight(name + ".weight", width), weight(name + ".bias", width), width, epsilon);
    }

    /**
     * Two linear layers with a GELU between them, for many rows.
     *
     * @param first name of the first layer
     * @param second name of the other one
     * @return the second layer, for a fused operation to finish
     */
    public Linear mlp(String first, String second, SDVariable x, int width, int hidden) { // [R, C] -> [R, C]
        Linear wide = unfused(first, x, width, hidden);
        stage(first, wide);
        SDVariable active = named("act", layers.linearGelu(wide));
        return unfused(second, graph.mmul(active, transposed(second + ".weight", width, hidden)), width);
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

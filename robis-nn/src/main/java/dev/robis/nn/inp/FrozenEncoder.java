package dev.robis.nn.inp;

import dev.robis.nn.graph.Scope;
import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.run.Session;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.vit.PatchGrid;
import dev.robis.nn.vit.VitGraph;
import dev.robis.nn.vit.VitWeights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The frozen half of the anomaly model: images to the features that the trained half reads. A batch is encoded in
 * equal parts small enough that attention stays near the cache.
 */
final class FrozenEncoder implements AutoCloseable {

    /** Tokens encoded at once. Below, the engine's overhead per operation shows; above, attention leaves the cache. */
    private static final int TOKENS_AT_ONCE = 2800;

    static final String FUSED = "fused_features";

    private final InpFormerConfig config;
    private final PatchGrid patches;
    private final int batch;
    private final int part;
    private final Session session;
    private final INDArray input;
    private final Map<String, INDArray> features = new LinkedHashMap<>();

    FrozenEncoder(InpFormerConfig config, TensorSource weights, PatchGrid patches, int batch) {
        VitWeights.require(config.encoder(), weights);
        this.config = config;
        this.patches = patches;
        this.batch = batch;
        int tokens = config.encoder().prefixTokens() + patches.count();
        int most = Math.max(1, Math.min(batch, TOKENS_AT_ONCE / tokens));
        while (batch % most != 0) most--;
        this.part = most;
        SameDiff graph = Scope.newGraph();
        build(Scope.frozen(graph, weights), new VitGraph(config.encoder(), patches, part));
        this.session = new Session(graph);
        this.input = OffHeap.allocate((long) part * patches.count(), 3L * patches.patch() * patches.patch());
        long rows = (long) batch * patches.count();
        features.put(FUSED, OffHeap.allocate(rows, config.encoder().width()));
        for (int i = 0; i < config.groups().size(); i++)
            features.put(group(i), OffHeap.allocate(rows, config.encoder().width()));
    }

    private void build(Scope at, VitGraph vit) {
        List<SDVariable> blocks = vit.blocks(at, config.lastEncoderBlock());
        List<SDVariable> targets =
                config.targetLayers().stream().map(blocks::get).toList();
        at.named(FUSED, patchTokens(InpFormerGraph.mean(targets), vit));
        for (int group = 0; group < config.groups().size(); group++) {
            List<SDVariable> members =
                    InpFormerGraph.pick(targets, config.groups().get(group));
            at.named(group(group), patchTokens(InpFormerGraph.mean(members), vit));
        }
    }

    private SDVariable patchTokens(SDVariable all, VitGraph vit) {
        int width = config.encoder().width();
        return all.reshape(part, vit.tokens(), width)
                .get(
                        SDIndex.all(),
                        SDIndex.interval((long) config.encoder().prefixTokens(), (long) vit.tokens()),
                        SDIndex.all())
                .reshape((long) part * patches.count(), width);
    }

    /** Name of a group's encoded features. */
    static String group(int index) {
        return "en" + index;
    }

    /**
     * @param images {@code [batch, 3, height, width]}. Not modified.
     * @return {@code fused_features} and {@code en0, en1, ...}, each {@code [batch * patches, width]}; valid until the
     *     next call, and this encoder's to close: the engine frees an array late, so they are used again
     */
    Map<String, INDArray> encode(Tensor images) {
        if (images.shape().length != 4 || images.shape()[0] != batch)
            throw new IllegalArgumentException(
                    "expected a batch of " + batch + " images, found shape " + Arrays.toString(images.shape()));
        session.requireOpen();
        List<String> names = List.copyOf(features.keySet());
        for (int first = 0; first < batch; first += part) {
            patches.unfold(images, first, part, OffHeap.elements(input));
            List<INDArray> outputs = session.run(Map.of(VitGraph.INPUT, input), names);
            long from = (long) first * patches.count();
            for (int i = 0; i < names.size(); i++)
                features.get(names.get(i))
                        .get(NDArrayIndex.interval(from, from + (long) part * patches.count()), NDArrayIndex.all())
                        .assign(outputs.get(i));
        }
        return features;
    }

    /** Where {@link #encode} leaves its results. */
    Map<String, INDArray> features() {
        return features;
    }

    @Override
    public void close() {
        session.close();
        input.close();
        features.values().forEach(INDArray::close);
    }
}

package dev.robis.nn.vit;

import dev.robis.nn.graph.Scope;
import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.run.Session;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A vision transformer as a feature extractor: images in, tokens of chosen blocks out. Not safe for concurrent use.
 */
public final class Vit implements AutoCloseable {

    private final VitConfig config;
    private final PatchGrid patches;
    private final int batch;
    private final List<String> outputs;
    private final Session session;
    private final INDArray input;

    private Vit(VitConfig config, PatchGrid patches, int batch, List<String> outputs, Session session) {
        this.config = config;
        this.patches = patches;
        this.batch = batch;
        this.outputs = outputs;
        this.session = session;
        this.input = OffHeap.allocate((long) batch * patches.count(), 3L * patches.patch() * patches.patch());
    }

    /**
     * @param weights under the names of the official checkpoint, see {@link VitWeights#names}
     * @param blocks whose outputs are wanted, counted from 0
     * @param batch images per call
     * @param height input height in pixels, a multiple of the patch
     * @param width likewise
     * @throws IllegalArgumentException if a weight is missing, surplus or of another shape, or a block does not exist
     */
    public static Vit open(
            VitConfig config, TensorSource weights, List<Integer> blocks, int batch, int height, int width) {
        int last = blocks.stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElseThrow(() -> new IllegalArgumentException("at least one block is needed"));
        if (last >= config.depth() || blocks.stream().anyMatch(block -> block < 0))
            throw new IllegalArgumentException("blocks must be 0 to " + (config.depth() - 1) + ", found " + blocks);
        return open(
                config,
                weights,
                last,
                blocks.stream().map(block -> "blocks." + block).toList(),
                batch,
                height,
                width);
    }

    /** As above, for any named stage of the graph. */
    static Vit open(
            VitConfig config, TensorSource weights, int last, List<String> stages, int batch, int height, int width) {
        VitWeights.require(config, weights);
        PatchGrid patches = PatchGrid.of(height, width, config.patch());
        SameDiff graph = Scope.newGraph();
        new VitGraph(config, patches, batch).blocks(Scope.frozen(graph, weights), last);
        return new Vit(config, patches, batch, stages, new Session(graph));
    }

    /**
     * @param images {@code [batch, 3, height, width]}, normalised as the weights expect. Not modified.
     * @return tokens of every block asked for, in that order: {@code [batch, 1 + registers + patches, width]}
     */
    public List<Tensor> tokens(Tensor images) {
        List<Tensor> tokens = new ArrayList<>();
        for (Tensor stage : stages(images)) {
            int perImage = stage.data().length / batch / config.width();
            tokens.add(new Tensor(new int[] {batch, perImage, config.width()}, stage.data()));
        }
        return tokens;
    }

    /** The stages asked for, in the shapes of the graph. */
    List<Tensor> stages(Tensor images) {
        if (images.shape().length == 0 || images.shape()[0] != batch)
            throw new IllegalArgumentException(
                    "expected a batch of " + batch + ", found shape " + Arrays.toString(images.shape()));
        session.requireOpen();
        patches.unfold(images, 0, batch, OffHeap.elements(input));
        return session.run(Map.of(VitGraph.INPUT, input), outputs).stream()
                .map(OffHeap::tensor)
                .toList();
    }

    @Override
    public void close() {
        session.close();
        input.close();
    }
}

package dev.robis.nn.inp;

import dev.robis.nn.graph.OffHeap;
import dev.robis.nn.graph.Scope;
import dev.robis.nn.graph.Session;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.vit.PatchGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained anomaly model for one batch and input size. Owns its weights off-heap until closed. Not safe for
 * concurrent use: pool instances.
 */
public final class InpFormer implements AutoCloseable {

    private final PatchGrid patches;
    private final int batch;
    private final List<String> distances = new ArrayList<>();
    private final FrozenEncoder encoder;
    private final Session trained;

    private InpFormer(
            InpFormerConfig config, PatchGrid patches, int batch, FrozenEncoder encoder, TensorSource weights) {
        this.patches = patches;
        this.batch = batch;
        this.encoder = encoder;
        SameDiff graph = Scope.newGraph();
        Scope at = Scope.frozen(graph, weights);
        InpFormerGraph model = new InpFormerGraph(config, batch, patches.count());
        List<SDVariable> rebuilt =
                model.build(at, input(graph, config, FrozenEncoder.FUSED)).rebuilt();
        for (int group = 0; group < rebuilt.size(); group++) {
            SDVariable encoded = input(graph, config, FrozenEncoder.group(group));
            distances.add(at.named("cosine" + group, model.distance(at, encoded, rebuilt.get(group)))
                    .name());
        }
        this.trained = new Session(graph);
    }

    private SDVariable input(SameDiff graph, InpFormerConfig config, String name) {
        return graph.placeHolder(
                name,
                DataType.FLOAT,
                (long) batch * patches.count(),
                config.encoder().width());
    }

    /**
     * @param encoder weights of the backbone under their official names
     * @param trained weights of the rest under the reference's names
     * @param height input height in pixels, a multiple of the patch
     * @param width likewise
     * @param batch images per call
     * @throws IllegalArgumentException if a weight is missing, surplus or of another shape, naming it
     */
    public static InpFormer open(
            InpFormerConfig config, TensorSource encoder, TensorSource trained, int height, int width, int batch) {
        PatchGrid patches = PatchGrid.of(height, width, config.encoder().patch());
        InpFormerWeights.require(config, trained);
        FrozenEncoder frozen = new FrozenEncoder(config, encoder, patches, batch);
        return new InpFormer(config, patches, batch, frozen, trained);
    }

    /** Images per call. */
    public int batch() {
        return batch;
    }

    /**
     * How far each patch is from what the normal prototypes can rebuild.
     *
     * @param images {@code [batch, 3, height, width]}, normalised as the encoder expects. Not modified.
     * @return one per group of layers, {@code [batch, rows, columns]} of the patch grid: 1 - cosine, 0 to 2
     */
    public List<Tensor> distances(Tensor images) {
        List<Tensor> result = new ArrayList<>();
        for (Tensor map : stages(images, distances))
            result.add(new Tensor(new int[] {batch, patches.rows(), patches.columns()}, map.data()));
        return result;
    }

    /** Any named values of the trained half, or of the encoder's features, in the shapes of the graph. */
    List<Tensor> stages(Tensor images, List<String> names) {
        Map<String, INDArray> features = encoder.encode(images);
        List<String> computed =
                names.stream().filter(name -> !features.containsKey(name)).toList();
        List<INDArray> arrays = computed.isEmpty() ? List.of() : trained.run(features, computed);
        List<Tensor> result = new ArrayList<>();
        for (String name : names)
            result.add(OffHeap.tensor(
                    features.containsKey(name) ? features.get(name) : arrays.get(computed.indexOf(name))));
        return result;
    }

    @Override
    public void close() {
        encoder.close();
        trained.close();
    }
}

package dev.robis.nn.sam;

import dev.robis.nn.graph.Scope;
import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.run.Session;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.vit.PatchGrid;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** SAM's image encoder. Owns its weights off-heap until closed. Not safe for concurrent use. */
final class ImageEncoder implements AutoCloseable {

    private final PatchGrid patches;
    private final SameDiff graph = Scope.newGraph();
    private final Session session;
    private final String embedding;

    /** @param weights a checkpoint under the official names, of which only the encoder's part is read */
    ImageEncoder(SamConfig config, TensorSource weights) {
        this.patches = PatchGrid.of(config.imageSize(), config.imageSize(), config.patch());
        Scope at = Scope.frozen(graph, weights).in("image_encoder");
        this.embedding = new ImageEncoderGraph(config).build(at).name();
        this.session = new Session(graph);
    }

    /**
     * @param image {@code [1, 3, imageSize, imageSize]}, normalised and padded. Not modified.
     * @return the image embedding, one row per pixel: {@code [grid * grid, width]}
     */
    Tensor encode(Tensor image) {
        return stages(image, List.of(embedding)).get(0);
    }

    /** Any named values, in the shapes of the graph. */
    List<Tensor> stages(Tensor image, List<String> names) {
        try (INDArray input = OffHeap.allocate(patches.count(), 3L * patches.patch() * patches.patch())) {
            patches.unfold(image, 0, 1, OffHeap.elements(input));
            return session.run(Map.of(ImageEncoderGraph.INPUT, input), names).stream()
                    .map(OffHeap::tensor)
                    .toList();
        }
    }

    @Override
    public void close() {
        session.close();
    }
}

package dev.robis.nn.inp;

import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.vit.PatchGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained anomaly model for one batch and input size. Owns its weights off-heap until closed. Not safe for
 * concurrent use: pool instances.
 */
public final class InpFormer implements AutoCloseable {

    private final PatchGrid patches;
    private final int batch;
    private final FrozenEncoder encoder;
    private final TrainedHalf trained;

    private InpFormer(PatchGrid patches, int batch, FrozenEncoder encoder, TrainedHalf trained) {
        this.patches = patches;
        this.batch = batch;
        this.encoder = encoder;
        this.trained = trained;
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
        // Both at once: building is one thread's work, and half of the time to the first answer.
        CompletableFuture<TrainedHalf> half =
                CompletableFuture.supplyAsync(() -> TrainedHalf.of(config, trained, patches.count(), batch));
        try {
            FrozenEncoder frozen = new FrozenEncoder(config, encoder, patches, batch);
            try {
                return new InpFormer(patches, batch, frozen, half.join());
            } catch (CompletionException e) {
                frozen.close();
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        } catch (RuntimeException e) {
            half.handle((built, failure) -> { // also waits: the weights are the caller's, who may close them now
                        if (built != null) built.close();
                        return null;
                    })
                    .join();
            throw e;
        }
    }

    /** Images per call. */
    public int batch() {
        return batch;
    }

    /**
     * How far each patch is from what the normal prototypes can reconstruct.
     *
     * @param images {@code [batch, 3, height, width]}, normalised as the encoder expects. Not modified.
     * @return one per group of layers, {@code [batch, rows, columns]} of the patch grid: 1 - cosine, 0 to 2
     */
    public List<Tensor> distances(Tensor images) {
        List<Tensor> result = new ArrayList<>();
        for (Tensor map : stages(images, trained.distances()))
            result.add(new Tensor(new int[] {batch, patches.rows(), patches.columns()}, map.data()));
        return result;
    }

    /** Any named values of the trained half, or of the encoder's features, in the shapes of the graph. */
    List<Tensor> stages(Tensor images, List<String> names) {
        Map<String, INDArray> features = encoder.encode(images);
        List<String> computed =
                names.stream().filter(name -> !features.containsKey(name)).toList();
        List<INDArray> arrays =
                computed.isEmpty() ? List.of() : trained.session().run(features, computed);
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

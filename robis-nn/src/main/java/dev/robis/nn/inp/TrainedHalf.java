package dev.robis.nn.inp;

import dev.robis.nn.graph.Scope;
import dev.robis.nn.graph.run.Session;
import dev.robis.nn.tensor.TensorSource;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The trained half of the anomaly model: from what {@link FrozenEncoder} gives to distances.
 *
 * @param session owned
 * @param distances names of the distances, one per group of layers
 */
record TrainedHalf(Session session, List<String> distances) implements AutoCloseable {

    static TrainedHalf of(InpFormerConfig config, TensorSource weights, int patches, int batch) {
        SameDiff graph = Scope.newGraph();
        Scope at = Scope.frozen(graph, weights);
        long rows = (long) batch * patches;
        int width = config.encoder().width();
        InpFormerGraph model = new InpFormerGraph(config, batch, patches);
        SDVariable fused = graph.placeHolder(FrozenEncoder.FUSED, DataType.FLOAT, rows, width);
        List<SDVariable> reconstructed = model.build(at, fused).reconstructed();
        List<String> distances = new ArrayList<>();
        for (int group = 0; group < reconstructed.size(); group++) {
            SDVariable encoded = graph.placeHolder(FrozenEncoder.group(group), DataType.FLOAT, rows, width);
            distances.add(at.named("cosine" + group, model.distance(at, encoded, reconstructed.get(group)))
                    .name());
        }
        return new TrainedHalf(new Session(graph), distances);
    }

    @Override
    public void close() {
        session.close();
    }
}

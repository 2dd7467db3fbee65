package dev.robis.nn.graph;

import dev.robis.nn.graph.kernel.CpuLayers;
import dev.robis.nn.graph.kernel.CpuTrainingLayers;
import dev.robis.nn.graph.layer.EngineLayers;
import dev.robis.nn.graph.layer.Layers;
import java.util.List;
import java.util.function.Function;
import org.nd4j.autodiff.samediff.SameDiff;

/** Every implementation of {@link Layers}; on this machine all of them run. */
public final class AllLayers {

    public static final List<Function<SameDiff, Layers>> LIST =
            List.of(CpuLayers::new, CpuTrainingLayers::new, EngineLayers::new);

    private AllLayers() {}
}

package dev.robis.weights;

import dev.robis.nn.inp.InpFormerConfig;
import dev.robis.nn.inp.ReferenceModel;
import dev.robis.nn.vit.Backbone;
import dev.robis.weights.PickleWriter.TestTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes checkpoints of the size and layout of the official ones, with random values: {@code OfficialSizeFiles NAME
 * FILE}, where the name is that of an {@link Architecture}, or that of a backbone after {@code robis:} for a whole model
 * as the reference's training writes it. For measuring time and memory; the tests use small ones.
 */
final class OfficialSizeFiles {

    private static final String MODEL = "robis:";
    private static final int PROTOTYPES = 6;

    private OfficialSizeFiles() {}

    /** The tensors of an architecture, with random values. */
    static Map<String, Object> tensors(Architecture architecture) {
        return tensors(architecture.tensors());
    }

    private static Map<String, Object> tensors(Map<String, List<Long>> shapes) {
        Map<String, Object> tensors = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> {
            long elements = shape.stream().reduce(1L, Math::multiplyExact);
            String key = String.valueOf(tensors.size());
            tensors.put(name, TestTensor.dense(key, StoredData.randomFloats(elements, tensors.size()), shape));
        });
        return tensors;
    }

    private static Map<String, List<Long>> shapes(String name) {
        if (!name.startsWith(MODEL)) return Architecture.named(name).tensors();
        Backbone backbone = Backbone.named(name.substring(MODEL.length()));
        return ReferenceModel.names(InpFormerConfig.of(backbone, PROTOTYPES));
    }

    public static void main(String[] arguments) throws IOException {
        TorchFiles.writeZip(Path.of(arguments[1]), tensors(shapes(arguments[0])));
    }
}

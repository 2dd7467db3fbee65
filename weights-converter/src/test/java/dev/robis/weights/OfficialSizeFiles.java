package dev.robis.weights;

import dev.robis.weights.PickleWriter.TestTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes checkpoints of the size and layout of the official ones, with random values: {@code OfficialSizeFiles NAME
 * FILE}, where the name is that of an {@link Architecture}. For measuring time and memory; the tests use small ones.
 */
final class OfficialSizeFiles {

    private OfficialSizeFiles() {}

    /** The tensors of an architecture, with random values. */
    static Map<String, Object> tensors(Architecture architecture) {
        Map<String, Object> tensors = new LinkedHashMap<>();
        architecture.tensors().forEach((name, shape) -> {
            long elements = shape.stream().reduce(1L, Math::multiplyExact);
            String key = String.valueOf(tensors.size());
            tensors.put(name, TestTensor.dense(key, StoredData.randomFloats(elements, tensors.size()), shape));
        });
        return tensors;
    }

    public static void main(String[] arguments) throws IOException {
        TorchFiles.writeZip(Path.of(arguments[1]), tensors(Architecture.named(arguments[0])));
    }
}

package dev.robis.nn.tensor;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tensors by name. Implementations are safe for concurrent reading until closed. */
public interface TensorSource extends AutoCloseable {

    /** Names of all tensors, in the order of the source. */
    Set<String> names();

    /** What is stored under a name, or empty. */
    Optional<TensorInfo> info(String name);

    /**
     * What is stored under a name.
     *
     * @throws IllegalArgumentException if there is no such tensor, naming this source
     */
    default TensorInfo require(String name) {
        return info(name)
                .orElseThrow(() -> new IllegalArgumentException("no tensor \"" + name + "\" in " + describe()));
    }

    /** Facts beside the tensors, as text. */
    default Map<String, String> metadata() {
        return Map.of();
    }

    /**
     * Reads elements as float32, converting from the stored type (BOOL gives 0 and 1; F64 and integers are rounded).
     *
     * @param name a tensor of this source
     * @param from index of the first element, row-major
     * @param into filled from its position to its limit. Modified.
     * @throws IllegalArgumentException if there is no such tensor, or fewer elements than asked for
     */
    void read(String name, long from, FloatBuffer into);

    /**
     * Reads a whole tensor.
     *
     * @throws IllegalArgumentException if there is no such tensor, naming this source, or it has 2<sup>31</sup> elements
     *     or more
     */
    default Tensor tensor(String name) {
        TensorInfo info = require(name);
        if (info.elements() > Integer.MAX_VALUE || info.shape().stream().anyMatch(length -> length > Integer.MAX_VALUE))
            throw new IllegalArgumentException(
                    name + ": shape " + info.shape() + " does not fit a Java array, in " + describe());
        Tensor result =
                Tensor.zeros(info.shape().stream().mapToInt(Math::toIntExact).toArray());
        read(name, 0, FloatBuffer.wrap(result.data()));
        return result;
    }

    /** Where the tensors come from, for messages: a file name, usually. */
    String describe();

    /** Releases the source; reading afterwards fails. */
    @Override
    void close();
}

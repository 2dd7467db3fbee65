package dev.robis.weights;

import dev.robis.nn.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * What a pickle can hold here, beside strings, numbers and booleans, which are Java's. Containers compare by identity:
 * neither depth nor cycles of a hostile file matter.
 */
sealed interface PickleValue {

    /** Values without content. */
    enum Constant implements PickleValue {
        /** Python's {@code None}. */
        NONE,
        /** Something allowed and of no interest: neither made nor looked into. */
        INERT
    }

    /** Several values. */
    abstract sealed class Items implements PickleValue {

        private final List<Object> items;

        private Items(List<Object> items) {
            this.items = items;
        }

        List<Object> items() {
            return items;
        }
    }

    /** A tuple. */
    final class Tuple extends Items {
        Tuple(List<Object> items) {
            super(items);
        }
    }

    /** A list or a set. */
    final class Sequence extends Items {
        Sequence(List<Object> items) {
            super(items);
        }
    }

    /** A dictionary, ordered or not: keys and values by turns. Nothing of it is hashed. */
    final class Dict extends Items {
        Dict() {
            super(new ArrayList<>(0));
        }
    }

    /**
     * The elements behind one or several tensors.
     *
     * @param key its name in the file
     * @param dtype of its elements; bytes where it has no type of its own
     */
    record Storage(String key, DType dtype, long elements) implements PickleValue {

        /** Its length; the product was checked when it was read. */
        long bytes() {
            return elements * dtype.bytes();
        }
    }

    /**
     * A tensor, its elements still in the file.
     *
     * @param offset of the first element from the begin of the storage, in elements
     * @param strides of the axes, in elements
     */
    record View(Storage storage, DType dtype, long offset, List<Long> shape, List<Long> strides)
            implements PickleValue {}
}

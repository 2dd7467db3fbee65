package dev.robis.weights;

import dev.robis.nn.tensor.DType;
import dev.robis.weights.PickleValue.Constant;
import dev.robis.weights.PickleValue.Dict;
import dev.robis.weights.PickleValue.Items;
import dev.robis.weights.PickleValue.Sequence;
import dev.robis.weights.PickleValue.Storage;
import dev.robis.weights.PickleValue.Tuple;
import dev.robis.weights.PickleValue.View;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What PyTorch's few constructors make of their arguments: descriptions of tensors, checked against their storages.
 * Stateless.
 */
final class TorchObjects {

    private static final int MOST_AXES = 64;

    private TorchObjects() {}

    /** Arguments that a constructor cannot take. */
    static final class WrongArguments extends Exception {

        private static final long serialVersionUID = 1;

        WrongArguments(String message) {
            super(message);
        }
    }

    /** The result of a call. */
    static Object call(Object callable, Object arguments) throws WrongArguments {
        if (!(callable instanceof PickleGlobal global)) throw new WrongArguments("calls something that is not a name");
        if (!(arguments instanceof Tuple tuple))
            throw new WrongArguments("calls something without a tuple of arguments");
        List<Object> given = tuple.items();
        return switch (global.kind()) {
            case DICT -> dict(given);
            case TENSOR -> tensor(given, null);
            case TYPED_TENSOR -> tensor(given, element(argument(given, 6)));
            case PARAMETER -> view(argument(given, 0));
            case SUBCLASS_TENSOR -> subclass(given);
            case SIZE -> argument(given, 0);
            case INERT -> Constant.INERT;
            case ELEMENT_TYPE, STORAGE, TENSOR_CLASS -> throw new WrongArguments("calls a type");
        };
    }

    /** What PyTorch's persistent ids stand for: {@code ('storage', type, key, location, elements[, view])}. */
    static Storage storage(Object id) throws WrongArguments {
        if (!(id instanceof Tuple tuple)
                || tuple.items().size() < 5
                || !"storage".equals(tuple.items().get(0))
                || !(tuple.items().get(1) instanceof PickleGlobal type)
                || type.kind() != PickleGlobal.Kind.STORAGE
                || !(tuple.items().get(2) instanceof String key))
            throw new WrongArguments("has a persistent id that is not a storage");
        if (tuple.items().size() > 5 && tuple.items().get(5) != Constant.NONE)
            throw new WrongArguments(
                    "storage " + Quote.of(key) + " is a view of another storage, as PyTorch before 0.4 wrote it");
        long elements = whole(tuple.items().get(4), "number of elements");
        if (elements > Long.MAX_VALUE / type.elementType().bytes())
            throw new WrongArguments("storage " + Quote.of(key) + " has " + elements + " elements, which is too many");
        return new Storage(key, type.elementType(), elements);
    }

    private static Dict dict(List<Object> arguments) throws WrongArguments {
        Dict dict = new Dict();
        if (arguments.isEmpty()) return dict;
        if (arguments.size() > 1 || !(arguments.get(0) instanceof Sequence pairs))
            throw new WrongArguments("has a dictionary that is not made of pairs");
        for (Object pair : pairs.items()) {
            if (!(pair instanceof Items two) || two.items().size() != 2)
                throw new WrongArguments("has a dictionary that is not made of pairs");
            dict.items().addAll(two.items());
        }
        pairs.items().clear(); // moved, not copied: else a short file could ask for endless copies
        return dict;
    }

    /** A tensor with attributes of its own, or of a class of its own: {@code (constructor, class, arguments, state)}. */
    private static Object subclass(List<Object> arguments) throws WrongArguments {
        if (!(argument(arguments, 0) instanceof PickleGlobal maker)
                || maker.kind() == PickleGlobal.Kind.SUBCLASS_TENSOR
                || !(argument(arguments, 1) instanceof PickleGlobal type)
                || type.kind() != PickleGlobal.Kind.TENSOR_CLASS)
            throw new WrongArguments("has a tensor of an unknown class");
        return view(call(maker, argument(arguments, 2)));
    }

    /** {@code (storage, offset, size, stride, ...)}. */
    private static View tensor(List<Object> arguments, @Nullable DType own) throws WrongArguments {
        if (!(argument(arguments, 0) instanceof Storage storage))
            throw new WrongArguments("has a tensor without a storage");
        DType dtype = own == null ? storage.dtype() : own;
        long offset = whole(argument(arguments, 1), "offset");
        List<Long> shape = wholes(argument(arguments, 2), "shape");
        List<Long> strides = wholes(argument(arguments, 3), "strides");
        if (shape.size() != strides.size())
            throw new WrongArguments("has a tensor of shape " + shape + " with strides " + strides);
        requireInside(storage.bytes() / dtype.bytes(), offset, shape, strides);
        return new View(storage, dtype, offset, shape, strides);
    }

    private static void requireInside(long elements, long offset, List<Long> shape, List<Long> strides)
            throws WrongArguments {
        String what = "a tensor of shape " + shape + ", strides " + strides + " and offset " + offset;
        if (shape.contains(0L)) return;
        try {
            long count = 1;
            long last = offset;
            for (int i = 0; i < shape.size(); i++) {
                count = Math.multiplyExact(count, shape.get(i));
                last = Math.addExact(last, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
            }
            if (last >= elements)
                throw new WrongArguments(what + " reaches beyond its storage of " + elements + " elements");
        } catch (ArithmeticException e) {
            throw new WrongArguments(what + " is too large");
        }
    }

    private static View view(Object value) throws WrongArguments {
        if (value instanceof View view) return view;
        throw new WrongArguments("has a parameter that is not a tensor");
    }

    private static DType element(Object value) throws WrongArguments {
        if (value instanceof PickleGlobal global && global.kind() == PickleGlobal.Kind.ELEMENT_TYPE)
            return global.elementType();
        throw new WrongArguments("has a tensor without an element type");
    }

    private static Object argument(List<Object> arguments, int index) throws WrongArguments {
        if (index < arguments.size()) return arguments.get(index);
        throw new WrongArguments("has a call with only " + arguments.size() + " arguments");
    }

    private static List<Long> wholes(Object value, String what) throws WrongArguments {
        if (!(value instanceof Items items) || items instanceof Dict)
            throw new WrongArguments("has a tensor whose " + what + " is not a tuple");
        if (items.items().size() > MOST_AXES)
            throw new WrongArguments("has a tensor of " + items.items().size() + " axes; allowed are " + MOST_AXES);
        List<Long> result = new ArrayList<>();
        for (Object item : items.items()) result.add(whole(item, what));
        return List.copyOf(result);
    }

    private static long whole(Object value, String what) throws WrongArguments {
        if (value instanceof Long number && number >= 0) return number;
        throw new WrongArguments("has a " + what + " that is not a whole number from 0 to 2^63 - 1");
    }
}

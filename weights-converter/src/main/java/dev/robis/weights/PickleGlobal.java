package dev.robis.weights;

import dev.robis.nn.tensor.DType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The only names of Python objects that a pickle may use. None of them is Python here: {@link TorchObjects} knows what
 * each makes of its arguments.
 *
 * @param kind what it makes
 * @param dtype of a storage type or an element type, null for others
 */
record PickleGlobal(Kind kind, @Nullable DType dtype) {

    /** The type of a storage or element type. */
    DType elementType() {
        return Objects.requireNonNull(dtype, "element type");
    }

    enum Kind {
        DICT,
        TENSOR,
        TYPED_TENSOR,
        PARAMETER,
        SUBCLASS_TENSOR,
        TENSOR_CLASS,
        STORAGE,
        ELEMENT_TYPE,
        SIZE,
        INERT
    }

    private static final Map<String, PickleGlobal> ALLOWED = allowed();

    /** The object of that name, or empty where it is not allowed. */
    static Optional<PickleGlobal> named(String module, String name) {
        return Optional.ofNullable(ALLOWED.get(module + "." + name));
    }

    private static Map<String, PickleGlobal> allowed() {
        Map<String, PickleGlobal> allowed = new HashMap<>();
        put(allowed, Kind.DICT, "collections.OrderedDict");
        put(allowed, Kind.TENSOR, "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2");
        put(allowed, Kind.TYPED_TENSOR, "torch._utils._rebuild_tensor_v3");
        put(allowed, Kind.PARAMETER, "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state");
        put(allowed, Kind.SUBCLASS_TENSOR, "torch._tensor._rebuild_from_type_v2");
        put(allowed, Kind.TENSOR_CLASS, "torch.Tensor", "torch._tensor.Tensor", "torch.nn.parameter.Parameter");
        put(allowed, Kind.SIZE, "torch.Size");
        // What training scripts leave beside the weights.
        put(
                allowed,
                Kind.INERT,
                "argparse.Namespace",
                "collections.Counter",
                "collections.defaultdict",
                "_codecs.encode",
                "numpy.dtype",
                "numpy.ndarray",
                "numpy.core.multiarray.scalar",
                "numpy.core.multiarray._reconstruct",
                "numpy._core.multiarray.scalar",
                "numpy._core.multiarray._reconstruct",
                "pathlib.PosixPath",
                "pathlib.PurePosixPath",
                "torch.device");
        for (String type : List.of("dict", "list", "tuple", "int", "long", "float", "bool", "str", "set"))
            put(allowed, Kind.INERT, "builtins." + type, "__builtin__." + type);
        storage(allowed, "Double", DType.F64);
        storage(allowed, "Float", DType.F32);
        storage(allowed, "Half", DType.F16);
        storage(allowed, "BFloat16", DType.BF16);
        storage(allowed, "Long", DType.I64);
        storage(allowed, "Int", DType.I32);
        storage(allowed, "Short", DType.I16);
        storage(allowed, "Char", DType.I8);
        storage(allowed, "Byte", DType.U8);
        storage(allowed, "Bool", DType.BOOL);
        allowed.put("torch.storage.UntypedStorage", new PickleGlobal(Kind.STORAGE, DType.U8));
        allowed.put("torch.UntypedStorage", new PickleGlobal(Kind.STORAGE, DType.U8));
        elements(allowed, DType.F64, "float64", "double");
        elements(allowed, DType.F32, "float32", "float");
        elements(allowed, DType.F16, "float16", "half");
        elements(allowed, DType.BF16, "bfloat16");
        elements(allowed, DType.I64, "int64", "long");
        elements(allowed, DType.I32, "int32", "int");
        elements(allowed, DType.I16, "int16", "short");
        elements(allowed, DType.I8, "int8");
        elements(allowed, DType.U64, "uint64");
        elements(allowed, DType.U32, "uint32");
        elements(allowed, DType.U16, "uint16");
        elements(allowed, DType.U8, "uint8");
        elements(allowed, DType.BOOL, "bool");
        return Map.copyOf(allowed);
    }

    private static void put(Map<String, PickleGlobal> allowed, Kind kind, String... names) {
        for (String name : names) allowed.put(name, new PickleGlobal(kind, null));
    }

    private static void storage(Map<String, PickleGlobal> allowed, String name, DType dtype) {
        allowed.put("torch." + name + "Storage", new PickleGlobal(Kind.STORAGE, dtype));
    }

    private static void elements(Map<String, PickleGlobal> allowed, DType dtype, String... names) {
        for (String name : names) allowed.put("torch." + name, new PickleGlobal(Kind.ELEMENT_TYPE, dtype));
    }
}

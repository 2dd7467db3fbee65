package dev.robis.benchmarks.onnx;

import dev.robis.nn.tensor.Tensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/**
 * An ONNX model in the making: values are known by name, and every operation returns the name of its output. Weights lie
 * in the file, which must stay below 2 GB. Uses the ONNX classes that come with ND4J.
 */
public final class OnnxGraph {

    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;

    private final GraphProto.Builder graph;
    private final Set<String> stored = new HashSet<>();
    private int nodes;

    public OnnxGraph(String name) {
        graph = GraphProto.newBuilder().setName(name);
    }

    /** A float32 input. */
    public String input(String name, long... shape) {
        graph.addInput(value(name, shape));
        return name;
    }

    /** Marks a value as an output. */
    public void output(String name, long... shape) {
        graph.addOutput(value(name, shape));
    }

    private static ValueInfoProto value(String name, long... shape) {
        TensorShapeProto.Builder axes = TensorShapeProto.newBuilder();
        for (long length : shape)
            axes.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(length));
        TypeProto.Tensor.Builder type = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                .setShape(axes);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }

    /** A weight; stored once, however often it is asked for. */
    public String weight(String name, Tensor tensor) {
        if (!stored.add(name)) return name;
        ByteBuffer bytes =
                ByteBuffer.allocate(tensor.data().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(tensor.data());
        TensorProto.Builder stored = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .setRawData(ByteString.copyFrom(bytes));
        for (int length : tensor.shape()) stored.addDims(length);
        graph.addInitializer(stored);
        return name;
    }

    /** A constant list of integers, such as a shape. */
    public String integers(long... values) {
        String name = "integers_" + Arrays.toString(values);
        if (!stored.add(name)) return name;
        TensorProto.Builder list = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(values.length);
        for (long value : values) list.addInt64Data(value);
        graph.addInitializer(list);
        return name;
    }

    /** A constant number. */
    public String number(float value) {
        return weight("number_" + value, new Tensor(new int[0], new float[] {value}));
    }

    /** An operation with one output. */
    public String node(String operator, List<String> inputs, AttributeProto... attributes) {
        String output = operator.toLowerCase(Locale.ROOT) + "_" + nodes++;
        node(operator, inputs, List.of(output), attributes);
        return output;
    }

    /** An operation whose outputs have names. */
    public void node(String operator, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(Arrays.asList(attributes)));
    }

    /** Attribute of a node. */
    public static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    /** Attribute of a node. */
    public static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) attribute.addInts(value);
        return attribute.build();
    }

    /** Attribute of a node. */
    public static AttributeProto real(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    /** Writes the model. */
    public void write(Path file) throws IOException {
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("robis-benchmarks")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(graph)
                .build();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            model.writeTo(out);
        }
    }
}

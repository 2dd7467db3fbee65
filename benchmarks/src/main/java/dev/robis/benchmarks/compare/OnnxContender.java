package dev.robis.benchmarks.compare;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.robis.benchmarks.MatrixShape;
import dev.robis.benchmarks.onnx.VitOnnx;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** ONNX Runtime with all its optimisations. Argument: the workspace. */
final class OnnxContender {

    private final Workspace workspace;
    private final Settings settings;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

    private OnnxContender(Workspace workspace) throws IOException {
        this.workspace = workspace;
        this.settings = Settings.read(workspace.settings());
    }

    public static void main(String[] arguments) throws IOException {
        Workspace workspace = new Workspace(Path.of(arguments[0]));
        OnnxContender contender = new OnnxContender(workspace);
        new ContenderLoop(workspace, Peer.ONNX_RUNTIME, contender::open)
                .run("ONNX Runtime " + contender.environment.getVersion());
    }

    private Workload open(String stage) throws OrtException, IOException {
        if (stage.equals(Stage.VIT.key())) {
            try (TensorSource inputs = SafetensorsFile.open(workspace.inputs())) {
                return new Model(
                        workspace.vitOnnx(), VitOnnx.INPUT, inputs.tensor(SharedInputs.IMAGES), VitOnnx.OUTPUT);
            }
        }
        MatrixShape shape = MatrixShape.parse(stage);
        try (TensorSource factors = SafetensorsFile.open(workspace.factors(shape))) {
            return new Model(
                    workspace.gemmOnnx(shape),
                    SharedInputs.LEFT,
                    factors.tensor(SharedInputs.LEFT),
                    SharedInputs.PRODUCT);
        }
    }

    /** One input, one output. */
    private final class Model implements Workload {

        private final OrtSession session;
        private final Map<String, OnnxTensor> inputs;
        private final String output;
        private Tensor latest;

        Model(Path file, String input, Tensor value, String output) throws OrtException {
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
                options.setIntraOpNumThreads(settings.threads());
                options.setInterOpNumThreads(1);
                session = environment.createSession(file.toString(), options);
            }
            long[] shape = Arrays.stream(value.shape()).asLongStream().toArray();
            inputs = Map.of(input, OnnxTensor.createTensor(environment, FloatBuffer.wrap(value.data()), shape));
            this.output = output;
        }

        @Override
        public void run() throws OrtException {
            try (OrtSession.Result result = session.run(inputs)) {
                OnnxTensor tensor = (OnnxTensor) result.get(0);
                int[] shape = Arrays.stream(tensor.getInfo().getShape())
                        .mapToInt(Math::toIntExact)
                        .toArray();
                latest = new Tensor(shape, tensor.getFloatBuffer().array());
            }
        }

        @Override
        public Map<String, Tensor> outputs() {
            return Map.of(output, latest);
        }

        @Override
        public void close() throws OrtException {
            session.close();
            inputs.values().forEach(OnnxTensor::close);
        }
    }
}

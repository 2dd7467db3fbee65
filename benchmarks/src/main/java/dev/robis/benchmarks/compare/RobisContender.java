package dev.robis.benchmarks.compare;

import dev.robis.benchmarks.Gemm;
import dev.robis.benchmarks.MatrixShape;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** This library, as an application would use it. Argument: the workspace. */
final class RobisContender {

    private final Workspace workspace;
    private final NetworkWorkloads networks;
    private final ImageWorkloads images;

    private RobisContender(Workspace workspace, Settings settings) {
        this.workspace = workspace;
        networks = new NetworkWorkloads(workspace, settings);
        images = new ImageWorkloads(workspace, settings);
    }

    public static void main(String[] arguments) throws IOException {
        Workspace workspace = new Workspace(Path.of(arguments[0]));
        RobisContender contender = new RobisContender(workspace, Settings.read(workspace.settings()));
        new ContenderLoop(workspace, Peer.ROBIS, contender::open).run("RoBiS on ND4J, Java " + Runtime.version());
    }

    private Workload open(String key) throws IOException {
        for (Stage stage : Stage.values()) if (stage.key().equals(key)) return open(stage);
        return gemm(MatrixShape.parse(key));
    }

    private Workload open(Stage stage) throws IOException {
        return switch (stage) {
            case VIT -> networks.vit();
            case INP -> networks.inp();
            case TRAIN -> networks.train();
            case SAM -> networks.sam();
            case DECODE -> images.decode();
            case CUT -> images.cut(false);
            case CUT_PNG -> images.cut(true);
            case MERGE -> images.merge();
            case MEBIN -> images.meBin();
            case AUPRO -> images.auPro();
            case IMAGE -> images.whole();
        };
    }

    private Workload gemm(MatrixShape shape) throws IOException {
        Gemm gemm;
        try (TensorSource factors = SafetensorsFile.open(workspace.factors(shape))) {
            gemm = new Gemm(factors.tensor(SharedInputs.LEFT), factors.tensor(SharedInputs.RIGHT));
        }
        return new Workload() {
            @Override
            public void run() {
                gemm.multiply();
            }

            @Override
            public Map<String, Tensor> outputs() {
                return Map.of(SharedInputs.PRODUCT, gemm.product());
            }

            @Override
            public void close() {
                gemm.close();
            }
        };
    }
}

package dev.robis.benchmarks.compare;

import boofcv.struct.image.GrayF32;
import dev.robis.benchmarks.MatrixShape;
import dev.robis.benchmarks.SeededBundle;
import dev.robis.benchmarks.SeededWeights;
import dev.robis.benchmarks.SyntheticSplit;
import dev.robis.benchmarks.onnx.OnnxGraph;
import dev.robis.benchmarks.onnx.VitOnnx;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.map.HalfPrecision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what the contenders share. */
record SharedInputs(Settings settings, Workspace workspace) {

    /** Names in {@link Workspace#inputs}. */
    static final String IMAGES = "images", TRAINING_IMAGES = "training_images", SAM_IMAGE = "sam_image", MAP = "map";

    /** Smallest and largest score that MEBin searches between. */
    static final String SEARCH_RANGE = "search_range";

    static final String TILE_MAPS = "tile_maps";

    void write() throws IOException {
        settings.write(workspace.settings());
        SeededBundle.write(
                workspace.folder(), settings.wholeImage(), settings.inference().side());
        weights("inference", settings.inference());
        weights("training", settings.training());
        SafetensorsWriter.write(workspace.sam(), SeededWeights.of(settings.sam()));
        SafetensorsWriter.write(workspace.inputs(), tensors(), Map.of());
        onnx();
    }

    private void weights(String name, Settings.Network network) throws IOException {
        SafetensorsWriter.write(
                workspace.encoder(name), SeededWeights.of(network.model().encoder()));
        SafetensorsWriter.write(workspace.trained(name), SeededWeights.ofTrainedPart(network.model()));
    }

    private Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put(IMAGES, images(1, settings.inference()));
        tensors.put(TRAINING_IMAGES, images(2, settings.training()));
        int side = settings.sam().imageSize();
        Tensor image = SeededWeights.normal(3, 3, side, side);
        for (int i = 0; i < image.data().length; i++) image.data()[i] = 128 + 40 * image.data()[i];
        tensors.put(SAM_IMAGE, image);
        GrayF32 map = HalfPrecision.round(SyntheticSplit.map(0, 612, 512, SyntheticSplit.truth(0, 612, 512)));
        tensors.put(MAP, new Tensor(new int[] {512, 612}, map.data));
        float max = 0;
        for (float score : map.data) max = Math.max(max, score);
        tensors.put(SEARCH_RANGE, new Tensor(new int[] {2}, new float[] {HalfPrecision.round(max / 2), max}));
        tensors.put(TILE_MAPS, tileMaps());
        return tensors;
    }

    private static Tensor images(long seed, Settings.Network network) {
        return SeededWeights.normal(seed, network.batch(), 3, network.side(), network.side());
    }

    private Tensor tileMaps() {
        int side = settings.photo().mapSide();
        Tensor maps = Tensor.zeros(9, side, side);
        for (int i = 0; i < 9; i++) {
            GrayF32 map = HalfPrecision.round(SyntheticSplit.map(i, side, side, null));
            System.arraycopy(map.data, 0, maps.data(), i * side * side, side * side);
        }
        return maps;
    }

    private void onnx() throws IOException {
        Settings.Network network = settings.inference();
        try (TensorSource encoder = SafetensorsFile.open(workspace.encoder("inference"))) {
            VitOnnx.write(
                    workspace.vitOnnx(),
                    network.model().encoder(),
                    encoder,
                    network.model().lastEncoderBlock(),
                    network.batch(),
                    network.side());
        }
        for (MatrixShape shape : MatrixShape.PEAK) product(workspace.gemmOnnx(shape), shape);
    }

    private static void product(Path file, MatrixShape shape) throws IOException {
        OnnxGraph graph = new OnnxGraph("gemm");
        String left = graph.input("left", shape.m(), shape.k());
        String right = graph.weight("right", SeededWeights.normal(2, shape.k(), shape.n()));
        graph.node("MatMul", List.of(left, right), List.of("product"));
        graph.output("product", shape.m(), shape.n());
        graph.write(file);
    }
}

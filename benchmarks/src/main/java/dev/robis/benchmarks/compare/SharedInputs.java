package dev.robis.benchmarks.compare;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
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

    /** Maps and ground truths of a split, {@code [images, side, side]}. */
    static final String SPLIT_MAPS = "split_maps", SPLIT_TRUTHS = "split_truths";

    /** Names in {@link Workspace#factors}, and of the result. */
    static final String LEFT = "left", RIGHT = "right", PRODUCT = "product";

    private static final int SPLIT_IMAGES = 6, SPLIT_SIDE = 518;

    void write() throws IOException {
        settings.write(workspace.settings());
        SeededBundle.write(
                workspace.folder(), settings.wholeImage(), settings.inference().side());
        weights("inference", settings.inference());
        weights("training", settings.training());
        SafetensorsWriter.write(workspace.sam(), SeededWeights.of(settings.sam()));
        SafetensorsWriter.write(workspace.inputs(), tensors(), Map.of());
        onnx();
        for (MatrixShape shape : MatrixShape.PEAK) factors(shape);
    }

    private void factors(MatrixShape shape) throws IOException {
        Tensor left = SeededWeights.normal(1, shape.m(), shape.k());
        Tensor right = SeededWeights.normal(2, shape.k(), shape.n());
        SafetensorsWriter.write(workspace.factors(shape), Map.of(LEFT, left, RIGHT, right), Map.of());
        product(workspace.gemmOnnx(shape), shape, right);
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
        split(tensors);
        return tensors;
    }

    private static void split(Map<String, Tensor> tensors) {
        int pixels = SPLIT_SIDE * SPLIT_SIDE;
        Tensor maps = Tensor.zeros(SPLIT_IMAGES, SPLIT_SIDE, SPLIT_SIDE);
        Tensor truths = Tensor.zeros(SPLIT_IMAGES, SPLIT_SIDE, SPLIT_SIDE);
        for (int image = 0; image < SPLIT_IMAGES; image++) {
            GrayU8 truth = SyntheticSplit.truth(image, SPLIT_SIDE, SPLIT_SIDE);
            GrayF32 map = SyntheticSplit.map(image, SPLIT_SIDE, SPLIT_SIDE, truth);
            System.arraycopy(map.data, 0, maps.data(), image * pixels, pixels);
            if (truth == null) continue;
            for (int i = 0; i < pixels; i++) truths.data()[image * pixels + i] = truth.data[i];
        }
        tensors.put(SPLIT_MAPS, maps);
        tensors.put(SPLIT_TRUTHS, truths);
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
    }

    private static void product(Path file, MatrixShape shape, Tensor right) throws IOException {
        OnnxGraph graph = new OnnxGraph("gemm");
        String left = graph.input(LEFT, shape.m(), shape.k());
        graph.node("MatMul", List.of(left, graph.weight(RIGHT, right)), List.of(PRODUCT));
        graph.output(PRODUCT, shape.m(), shape.n());
        graph.write(file);
    }
}

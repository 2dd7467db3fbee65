package dev.robis.nn.sam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.testing.Golden;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/** Relative positions and windows alone. The case gives no tolerances; these are a few float32 roundings. */
class BuildingBlocksGoldenTest {

    private static final String FILE = "cases.safetensors";

    static Stream<Golden.Case> cases() {
        return Golden.cases("sam", found -> found.json().path("files").has(FILE));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void relativePositionsAreReadAndResized(Golden.Case golden) throws Exception {
        int checked = 0;
        try (SafetensorsFile stored = golden.tensors(FILE)) {
            for (String name : stored.names()) {
                if (!name.startsWith("table/")) continue;
                String[] sizes = name.substring("table/".length()).split("-", -1);
                Tensor found = RelativePositions.of(
                        stored.tensor(name), Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]));
                assertClose(found, stored.tensor(name.replace("table/", "rel/")), 1e-6, name);
                checked++;
            }
        }
        assertThat(checked).isPositive();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void positionTermsAreAddedToScores(Golden.Case golden) {
        Tensor q = golden.tensor(FILE, "decomposed/q"); // [B, Y*X, D]
        Tensor rowTable = golden.tensor(FILE, "decomposed/rel_pos_h");
        Tensor columnTable = golden.tensor(FILE, "decomposed/rel_pos_w");
        int height = (rowTable.shape()[0] + 1) / 2;
        int width = (columnTable.shape()[0] + 1) / 2;
        int channels = q.shape()[2];
        Tensor byRow = RelativePositions.of(rowTable, height, height);
        Tensor byColumn = RelativePositions.of(columnTable, width, width);
        Tensor scores = golden.tensor(FILE, "decomposed/attn_in");
        int tokens = height * width;
        for (int i = 0; i < scores.data().length; i++) {
            int key = i % tokens;
            int query = i / tokens;
            int row = (query % tokens / width * height + key / width) * channels;
            int column = (query % width * width + key % width) * channels;
            double sum = scores.data()[i];
            for (int c = 0; c < channels; c++)
                sum += q.data()[query * channels + c] * (byRow.data()[row + c] + byColumn.data()[column + c]);
            scores.data()[i] = (float) sum;
        }
        assertClose(scores, golden.tensor(FILE, "decomposed/attn_out"), 1e-5, "decomposed");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void windowsArePaddedAndJoinedAgain(Golden.Case golden) {
        Tensor images = golden.tensor(FILE, "window/in");
        Tensor expected = golden.tensor(FILE, "window/out");
        int[] shape = images.shape();
        int side = expected.shape()[1];
        SameDiff graph = SameDiff.create();
        PixelGrid grid = new PixelGrid(graph, shape[1], shape[2], shape[3]);
        SDVariable pixels = graph.placeHolder("x", DataType.FLOAT, (long) shape[1] * shape[2], shape[3]);
        SDVariable windows = grid.windows(pixels, side);
        SDVariable joined = grid.join(windows, side);
        int perImage = images.data().length / shape[0];
        int perResult = expected.data().length / shape[0];
        for (int b = 0; b < shape[0]; b++) {
            Tensor image = new Tensor(
                    new int[] {shape[1] * shape[2], shape[3]},
                    Arrays.copyOfRange(images.data(), b * perImage, (b + 1) * perImage));
            var found = graph.output(Map.of("x", OffHeap.of(image)), windows.name(), joined.name());
            assertThat(OffHeap.tensor(found.get(windows.name())).data())
                    .isEqualTo(Arrays.copyOfRange(expected.data(), b * perResult, (b + 1) * perResult));
            assertThat(OffHeap.tensor(found.get(joined.name())).data()).isEqualTo(image.data());
        }
    }

    private static void assertClose(Tensor found, Tensor expected, double tolerance, String name) {
        assertThat(found.shape()).as(name).isEqualTo(expected.shape());
        for (int i = 0; i < expected.data().length; i++)
            assertThat(Math.abs(found.data()[i] - expected.data()[i]))
                    .as("%s element %d", name, i)
                    .isLessThanOrEqualTo((float) tolerance);
    }
}

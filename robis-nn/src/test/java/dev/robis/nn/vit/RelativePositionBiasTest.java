package dev.robis.nn.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.testing.Golden;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** BEiT's bias tables: which entry is whose, and how a table becomes one of another grid. */
class RelativePositionBiasTest {

    static Stream<Golden.Case> resizes() {
        return Golden.cases("vit-encoder", found -> found.json().has("rel_pos_resize"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("resizes")
    void resizedTableIsThatOfTheReference(Golden.Case golden) {
        JsonNode resize = golden.json().get("rel_pos_resize");
        int target = resize.get("target_grid").asInt();
        Tensor before = golden.tensor("rel_pos_resize.safetensors", "table_before");
        Tensor after =
                RelativePositionBias.resize(before, resize.get("source_grid").asInt(), target, target);
        assertThat(golden.tolerance("rel_pos_resize.safetensors", "table_after"))
                .isPositive();
        golden.assertClose(after, "rel_pos_resize.safetensors", "table_after");
    }

    static Stream<Golden.Case> tables() {
        return Golden.cases(
                "vit-encoder", found -> found.config().path("use_rel_pos_bias").asBoolean());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("tables")
    void indexIsTheOneStoredInTheCheckpoint(Golden.Case golden) {
        int grid = golden.config().get("img_size").asInt()
                / golden.config().get("patch_size").asInt();
        Tensor stored = golden.tensor(weights(golden), "blocks.0.attn.relative_position_index");
        int[] expected = new int[stored.data().length];
        Arrays.setAll(expected, i -> (int) stored.data()[i]);
        assertThat(RelativePositionBias.index(grid, grid)).isEqualTo(expected);
    }

    private static String weights(Golden.Case golden) {
        Iterator<String> files = golden.json().get("files").fieldNames();
        while (files.hasNext()) {
            String file = files.next();
            if (golden.json().get("files").get(file).get("role").asText().equals("weights"))
                return file.replace(".pth", ".safetensors");
        }
        throw new AssertionError("no weights in " + golden);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,3", "2,5", "4,1"})
    void everyOffsetHasOneEntryAndTheOppositeOffsetTheOneMirrored(int rows, int columns) {
        int[] index = RelativePositionBias.index(rows, columns);
        int tokens = 1 + rows * columns;
        int offsets = (2 * rows - 1) * (2 * columns - 1);
        assertThat(Arrays.stream(index).distinct().count()).isEqualTo(offsets + 3);
        assertThat(index[0]).isEqualTo(offsets + 2);
        for (int i = 1; i < tokens; i++) {
            assertThat(index[i]).isEqualTo(offsets);
            assertThat(index[i * tokens]).isEqualTo(offsets + 1);
            assertThat(index[i * tokens + i]).isEqualTo(offsets / 2);
            for (int j = 1; j < tokens; j++)
                assertThat(index[i * tokens + j] + index[j * tokens + i]).isEqualTo(offsets - 1);
        }
    }

    @Test
    void entriesGoToTheirPairOfTokensHeadByHead() {
        Tensor table = table(2, 3, 7);
        Tensor bias = RelativePositionBias.of(table, 2, 2, 2);
        int[] index = RelativePositionBias.index(2, 2);
        assertThat(bias.shape()).containsExactly(3 * 5, 5);
        for (int head = 0; head < 3; head++)
            for (int i = 0; i < 25; i++)
                assertThat(bias.data()[head * 25 + i]).isEqualTo(table.data()[index[i] * 3 + head]);
    }

    @Test
    void fittingTableIsKeptAsItIs() {
        Tensor table = table(5, 2, 3);
        assertThat(RelativePositionBias.resize(table, 5, 5, 5)).isSameAs(table);
    }

    @ParameterizedTest
    @CsvSource({"5,8,8", "14,32,32", "14,7,7", "6,9,4", "6,6,9"})
    void constantsTheNoOffsetEntryAndTheClassTokenSurviveResizing(int grid, int rows, int columns) {
        Tensor table = table(grid, 2, 11);
        int side = 2 * grid - 1;
        for (int i = 0; i < side * side; i++) table.data()[2 * i + 1] = 0.75f; // head 1 is constant
        Tensor resized = RelativePositionBias.resize(table, grid, rows, columns);
        int offsets = (2 * rows - 1) * (2 * columns - 1);
        assertThat(resized.shape()).containsExactly(offsets + 3, 2);
        for (int i = 0; i < offsets; i++) assertThat(resized.data()[2 * i + 1]).isCloseTo(0.75f, within(1e-6f));
        assertThat(resized.data()[offsets / 2 * 2])
                .as("no offset is position 0 in both grids")
                .isCloseTo(table.data()[side * side / 2 * 2], within(1e-6f));
        for (int i = 0; i < 6; i++)
            assertThat(resized.data()[2 * offsets + i]).isEqualTo(table.data()[2 * side * side + i]);
    }

    @Test
    void mirroredTableGivesAMirroredOne() {
        Tensor table = table(6, 1, 5);
        Tensor mirrored = Tensor.zeros(table.shape());
        int offsets = 11 * 11;
        for (int i = 0; i < offsets; i++) mirrored.data()[i] = table.data()[offsets - 1 - i];
        Tensor resized = RelativePositionBias.resize(table, 6, 8, 10);
        Tensor ofMirrored = RelativePositionBias.resize(mirrored, 6, 8, 10);
        int target = 15 * 19;
        for (int i = 0; i < target; i++)
            assertThat(ofMirrored.data()[i]).isCloseTo(resized.data()[target - 1 - i], within(1e-5f));
    }

    @Test
    void gridsTooSmallForACubicAreRefused() {
        assertThatThrownBy(() -> RelativePositionBias.resize(table(2, 1, 1), 2, 4, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a cubic spline needs at least 4 points and as many values, found 3 and 3");
    }

    private static Tensor table(int grid, int heads, long seed) {
        Tensor table = Tensor.zeros(Math.toIntExact(RelativePositionBias.entries(grid)), heads);
        Random random = new Random(seed);
        for (int i = 0; i < table.data().length; i++) table.data()[i] = (float) random.nextGaussian();
        return table;
    }
}

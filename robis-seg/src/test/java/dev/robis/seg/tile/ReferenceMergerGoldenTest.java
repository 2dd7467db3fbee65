package dev.robis.seg.tile;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.struct.image.GrayF32;
import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.testing.Golden;
import dev.robis.seg.image.MapFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Merged maps as the reference stores them, to the bit. */
class ReferenceMergerGoldenTest {

    private static final String EXTENSION = ".tiff";

    static Stream<Golden.Case> cases() {
        return Golden.cases("merging", found -> true);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void mergedMapsAreThoseOfTheReference(Golden.Case golden) throws IOException {
        JsonNode config = golden.config();
        TileGrid grid = TileGrid.reference(
                config.path("width").asInt(),
                config.path("height").asInt(),
                config.path("window").asInt(),
                config.path("overlap").asDouble());
        List<String> merged = merged(golden);
        assertThat(merged).isNotEmpty();
        for (String file : merged) {
            TileMerger merger = TileMerger.reference(grid, config.path("tile").asInt());
            String stem = file.substring(0, file.length() - EXTENSION.length());
            for (Tile tile : grid.tiles()) {
                String name = new TileName(stem, tile.row(), tile.column()).reference();
                merger.add(tile, MapFiles.read(golden.path("tiles/" + name + EXTENSION)));
            }
            GrayF32 found = merger.finish();
            assertThat(found.width).isEqualTo(config.path("merged_width").asInt());
            assertThat(found.height).isEqualTo(config.path("merged_height").asInt());
            assertThat(found.data).as(file).isEqualTo(MapFiles.read(golden.path(file)).data);
            assertNearExactMean(golden, stem, found);
        }
    }

    private static void assertNearExactMean(Golden.Case golden, String stem, GrayF32 found) {
        if (!golden.json().path("files").has("exact_mean.safetensors")) return;
        double apart = 0;
        float[] exact = golden.tensor("exact_mean.safetensors", stem).data();
        for (int i = 0; i < exact.length; i++) apart = Math.max(apart, Math.abs(exact[i] - found.data[i]));
        assertThat(apart)
                .as("cost of half precision, %s", stem)
                .isLessThanOrEqualTo(golden.json()
                        .path("max_abs_difference_of_float16_accumulation_from_exact")
                        .asDouble());
    }

    private static List<String> merged(Golden.Case golden) {
        List<String> merged = new ArrayList<>();
        for (String file : (Iterable<String>) golden.json().path("files")::fieldNames)
            if (!file.contains("/") && file.endsWith(EXTENSION)) merged.add(file);
        return merged;
    }
}

package dev.robis.seg.tile;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.testing.Golden;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Grids, names and pixels of tiles as the reference cuts them. */
class TileGridGoldenTest {

    private static final String EXTENSION = ".png";

    static Stream<Golden.Case> images() {
        return Golden.cases("tiling", found -> found.config().has("window"));
    }

    static Stream<Golden.Case> tables() {
        return Golden.cases("tiling", found -> !found.config().has("window"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("images")
    void tilesAreThoseOfTheReference(Golden.Case golden) throws IOException {
        JsonNode config = golden.config();
        TileGrid grid = TileGrid.reference(
                config.path("width").asInt(),
                config.path("height").asInt(),
                config.path("window").asInt(),
                config.path("overlap").asDouble());
        JsonNode expected = golden.json("expected.json");
        assertThat(grid.step()).isEqualTo(expected.path("step").asInt());
        assertThat(grid.rows()).isEqualTo(expected.path("rows").asInt());
        assertThat(grid.columns()).isEqualTo(expected.path("columns").asInt());
        assertThat(grid.count()).isEqualTo(expected.path("tiles").size());

        String source = source(golden);
        Planar<GrayU8> image = read(golden.path(source));
        String stem = source.substring(0, source.indexOf('.'));
        List<String> names = new ArrayList<>();
        for (Tile tile : grid.tiles()) {
            TileName name = new TileName(stem, tile.row(), tile.column());
            names.add(name.reference() + EXTENSION);
            assertThat(TileName.parse(name.reference(), grid)).isEqualTo(name);
            Planar<GrayU8> wanted = read(golden.path("tiles/" + name.reference() + EXTENSION));
            Planar<GrayU8> found = grid.cut(image, tile).clone(); // a copy has no stride
            for (int band = 0; band < wanted.getNumBands(); band++)
                assertThat(found.getBand(band).data)
                        .as("%s, band %d", name.reference(), band)
                        .isEqualTo(wanted.getBand(band).data);
        }
        List<String> written = new ArrayList<>();
        for (JsonNode tile : expected.path("tiles"))
            written.add(tile.path("file").asText());
        assertThat(names).containsExactlyInAnyOrderElementsOf(written);
    }

    /** The reference's counts, but for images it loses: those get one row or column. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("tables")
    void countsAreThoseOfTheReference(Golden.Case golden) {
        JsonNode table = golden.json("expected.json");
        List<String> columns = new ArrayList<>();
        for (JsonNode column : table.path("columns")) columns.add(column.asText());
        assertThat(table.path("rows")).isNotEmpty();
        for (JsonNode row : table.path("rows")) {
            int size = row.get(columns.indexOf("size")).asInt();
            TileGrid grid = TileGrid.reference(
                    size,
                    1,
                    row.get(columns.indexOf("window")).asInt(),
                    row.get(columns.indexOf("overlap")).asDouble());
            assertThat(grid.step())
                    .as("step of %s", grid)
                    .isEqualTo(row.get(columns.indexOf("step")).asInt());
            assertThat(grid.columns())
                    .as("columns of %s", grid)
                    .isEqualTo(Math.max(1, row.get(columns.indexOf("count")).asInt()));
        }
    }

    private static String source(Golden.Case golden) {
        for (String file : (Iterable<String>) golden.json().path("files")::fieldNames)
            if (golden.json().path("files").path(file).path("role").asText().equals("input")) return file;
        throw new AssertionError(golden + " names no input");
    }

    private static Planar<GrayU8> read(Path file) throws IOException {
        Raster raster = ImageIO.read(file.toFile()).getRaster();
        Planar<GrayU8> image = new Planar<>(GrayU8.class, raster.getWidth(), raster.getHeight(), raster.getNumBands());
        int[] samples = new int[raster.getWidth() * raster.getHeight()];
        for (int band = 0; band < raster.getNumBands(); band++) {
            raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), band, samples);
            for (int i = 0; i < samples.length; i++) image.getBand(band).data[i] = (byte) samples[i];
        }
        return image;
    }
}

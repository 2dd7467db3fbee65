package dev.robis.seg.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileNameTest {

    private static final TileGrid SMALL = grid(10, 10);
    private static final TileGrid WIDE = grid(1, 16);
    private static final TileGrid LARGE = grid(12, 16);

    @RepeatedTest(20)
    void everyTileOfAGridHasANameOfItsOwnThatLeadsBack() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TileGrid grid = grid(1 + random.nextInt(30), 1 + random.nextInt(120));
        Set<String> names = new HashSet<>();
        for (Tile tile : grid.tiles()) {
            String name = TileName.of("013_shift_1", tile, grid);
            assertThat(TileName.parse(name, grid))
                    .as("seed %d, %s, %s", seed, grid, name)
                    .isEqualTo(new TileName("013_shift_1", tile.row(), tile.column()));
            assertThat(names.add(name)).as("seed %d, %s twice", seed, name).isTrue();
        }
    }

    @Test
    void theReferencesSpellingIsUsedWhileOneDigitIsEnough() {
        assertThat(TileName.of("a", SMALL.tile(9, 9), SMALL)).isEqualTo("a_99");
        assertThat(TileName.of("a", WIDE.tile(0, 3), WIDE)).isEqualTo("a_0-3");
        assertThat(new TileName("a", 0, 10).reference()).isEqualTo("a_010");
        assertThat(new TileName("a", 0, 10).separated()).isEqualTo("a_0-10");
    }

    @Test
    void theGridTellsRowFromColumn() {
        assertThat(TileName.parse("a_b_010", WIDE)).isEqualTo(new TileName("a_b", 0, 10));
        assertThat(TileName.parse("a_101", grid(16, 2))).isEqualTo(new TileName("a", 10, 1));
        assertThat(TileName.parse("a_1015", LARGE)).isEqualTo(new TileName("a", 10, 15));
        assertThat(TileName.parse("a_b_3-4", SMALL)).isEqualTo(new TileName("a_b", 3, 4));
        assertThat(TileName.parse("001_2-3_45", SMALL)).isEqualTo(new TileName("001_2-3", 4, 5));
    }

    @Test
    void namesOfTwoTilesAreRefused() {
        assertThatThrownBy(() -> TileName.parse("a_110", LARGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ambiguous")
                .hasMessageContaining("a_1-10 or a_11-0");
        assertThat(TileName.parse("a_1-10", LARGE)).isEqualTo(new TileName("a", 1, 10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a_",
                "_00",
                "a_0",
                "a_0-",
                "a_-0",
                "a_0-16",
                "a_1-0",
                "a_10",
                "a_00.png",
                "a_00-1",
                "a_0-01",
                "a_001",
                "a_0 0",
                "a_99999999999999999999999999",
                "a_0-99999999999"
            })
    void namesOfNoTileAreRefused(String name) {
        assertThatThrownBy(() -> TileName.parse(name, WIDE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + name + "\"")
                .hasMessageContaining("1 rows and 16 columns");
    }

    @Test
    void refusesImpossibleNames() {
        assertThatThrownBy(() -> new TileName("", 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TileName("a", -1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> TileName.of("a", new Tile(3, 0, 0, 30), WIDE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static TileGrid grid(int rows, int columns) {
        return TileGrid.reference(10 * columns, 10 * rows, 10, 0);
    }
}

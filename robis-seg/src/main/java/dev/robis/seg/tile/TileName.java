package dev.robis.seg.tile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a tile's file, without extension. Two spellings: the reference's {@code stem_<row><column>}, whose
 * digits no longer tell row from column from ten on, and {@code stem_<row>-<column>}, which always do.
 *
 * @param stem name of the image, without folder and extension
 * @param row from the top, the first is 0
 * @param column from the left, the first is 0
 */
public record TileName(String stem, int row, int column) {

    private static final int ONE_DIGIT = 10;
    private static final String NUMBER = "(0|[1-9]\\d{0,8})";
    private static final Pattern SEPARATED = Pattern.compile("(.+)_" + NUMBER + "-" + NUMBER, Pattern.DOTALL);
    private static final Pattern REFERENCE = Pattern.compile("(.+)_(\\d{2,18})", Pattern.DOTALL);

    public TileName {
        if (stem.isEmpty()) throw new IllegalArgumentException("the stem of a tile name must not be empty");
        if (row < 0 || column < 0)
            throw new IllegalArgumentException("row and column must not be negative, found " + row + ", " + column);
    }

    /**
     * The name to give a tile: as the reference spells it where one digit each is enough for the whole grid, else with
     * a separator.
     */
    public static String of(String stem, Tile tile, TileGrid grid) {
        grid.require(tile);
        TileName name = new TileName(stem, tile.row(), tile.column());
        return grid.rows() <= ONE_DIGIT && grid.columns() <= ONE_DIGIT ? name.reference() : name.separated();
    }

    /** As the reference spells it, {@code 012_regular_03}; for column 10 of row 0, {@code 012_regular_010}. */
    public String reference() {
        return stem + "_" + row + column;
    }

    /** With a separator, {@code 012_regular_0-10}. */
    public String separated() {
        return stem + "_" + row + "-" + column;
    }

    /**
     * Reads either spelling. Which row and column the digits of the reference's spelling mean, the grid decides.
     *
     * @param name without extension
     * @param grid of the image the tile was cut from
     * @throws IllegalArgumentException if the name is none of a tile of this grid, or could be that of several
     */
    public static TileName parse(String name, TileGrid grid) {
        List<TileName> candidates = candidates(name).stream()
                .filter(found -> found.row < grid.rows() && found.column < grid.columns())
                .toList();
        if (candidates.size() == 1) return candidates.get(0);
        String size = grid.rows() + " rows and " + grid.columns() + " columns";
        if (candidates.isEmpty())
            throw new IllegalArgumentException("\"" + name + "\" names no tile of a grid of " + size
                    + ": expected <stem>_<row><column> or <stem>_<row>-<column>");
        throw new IllegalArgumentException("\"" + name + "\" is ambiguous in a grid of " + size + ", it could be "
                + String.join(
                        " or ", candidates.stream().map(TileName::separated).toList())
                + ": name tiles <stem>_<row>-<column>");
    }

    private static List<TileName> candidates(String name) {
        Matcher separated = SEPARATED.matcher(name);
        if (separated.matches())
            return List.of(new TileName(
                    separated.group(1), Integer.parseInt(separated.group(2)), Integer.parseInt(separated.group(3))));
        Matcher reference = REFERENCE.matcher(name);
        if (!reference.matches()) return List.of();
        String digits = reference.group(2);
        List<TileName> found = new ArrayList<>();
        for (int cut = 1; cut < digits.length(); cut++) {
            String row = digits.substring(0, cut);
            String column = digits.substring(cut);
            if (row.matches(NUMBER) && column.matches(NUMBER))
                found.add(new TileName(reference.group(1), Integer.parseInt(row), Integer.parseInt(column)));
        }
        return found;
    }
}

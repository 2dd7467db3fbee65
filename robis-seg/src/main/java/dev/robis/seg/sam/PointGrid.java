package dev.robis.seg.sam;

import java.util.ArrayList;
import java.util.List;

/**
 * Where an image, or a crop of it, is prompted.
 *
 * @param positions in the order of the prompts, at least one
 */
public record PointGrid(List<Position> positions) {

    /** A place relative to the sides of the image: 0 is its left or upper edge, 1 its right or lower one. */
    public record Position(double x, double y) {

        public Position {
            if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1))
                throw new IllegalArgumentException("positions must be from 0 to 1, found " + x + ", " + y);
        }
    }

    public PointGrid {
        positions = List.copyOf(positions);
        if (positions.isEmpty()) throw new IllegalArgumentException("a grid must have at least one position");
    }

    /**
     * The centres of equal cells, row by row.
     *
     * @param perSide cells along each side, at least 1
     */
    public static PointGrid regular(int perSide) {
        if (perSide < 1) throw new IllegalArgumentException("points per side must be positive, found " + perSide);
        List<Position> positions = new ArrayList<>();
        double cells = 2.0 * perSide;
        for (int row = 0; row < perSide; row++)
            for (int column = 0; column < perSide; column++)
                positions.add(new Position((2 * column + 1) / cells, (2 * row + 1) / cells));
        return new PointGrid(positions);
    }
}

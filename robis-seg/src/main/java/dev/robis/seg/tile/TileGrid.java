package dev.robis.seg.tile;

import boofcv.struct.image.ImageBase;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How an image falls into square windows that overlap. Windows start at multiples of the step but for {@link Edges}, which
 * say what happens at the right and lower edge.
 *
 * <p>Deviation: an image smaller than the window has one row (column) of tiles always. In the reference, an image
 * smaller by a step or more has none and is lost silently.
 *
 * @param width of the image, pixels
 * @param height of the image, pixels
 * @param window side of a tile, pixels
 * @param overlap share of a tile that the next one covers again, 0 inclusive to 1 exclusive; more where {@link Edges} say so
 * @param edges of the last row and column
 */
public record TileGrid(int width, int height, int window, double overlap, Edges edges) {

    /** How the last row and column of tiles meet the edge of the image. */
    public enum Edges {
        /** Reaching beyond the image, where tiles are black, as in the reference. */
        PADDED,
        /** Moved back into the image. Only an image smaller than the window leaves black. */
        INSIDE,
        /** As {@link #INSIDE}, with all of them spread evenly, so that all overlap alike. */
        EVEN,
        /** As {@link #EVEN}; along an axis on which the image is smaller than the window, tiles have the size of the image. */
        CLIPPED
    }

    /** @throws IllegalArgumentException if a size is not positive, or the overlap leaves a step of less than a pixel */
    public TileGrid {
        if (width <= 0 || height <= 0)
            throw new IllegalArgumentException(
                    "image size must be positive, found " + width + "x" + height + " (width x height)");
        if (window <= 0) throw new IllegalArgumentException("window must be positive, found " + window);
        if (!(overlap >= 0 && overlap < 1))
            throw new IllegalArgumentException("overlap must be at least 0 and less than 1, found " + overlap);
        if (step(window, overlap) < 1)
            throw new IllegalArgumentException("overlap " + overlap + " leaves a window of " + window
                    + " pixels no step: window * (1 - overlap) must be at least 1");
    }

    /** The grid that the reference lays over an image. */
    public static TileGrid reference(int width, int height, int window, double overlap) {
        return new TileGrid(width, height, window, overlap, Edges.PADDED);
    }

    /** As many tiles, none of which reaches beyond an image that is as large as the window. */
    public static TileGrid inside(int width, int height, int window, double overlap) {
        return new TileGrid(width, height, window, overlap, Edges.INSIDE);
    }

    /** As many tiles, spread evenly. */
    static TileGrid balanced(int width, int height, int window, double overlap) {
        return new TileGrid(width, height, window, overlap, Edges.EVEN);
    }

    /** Truncated in double arithmetic, as in the reference: 921 for a window of 1024 and an overlap of 0.1. */
    static int step(int window, double overlap) {
        return (int) (window * (1 - overlap));
    }

    /** Distance of neighbouring tiles, pixels. */
    public int step() {
        return step(window, overlap);
    }

    public int rows() {
        return count(height);
    }

    public int columns() {
        return count(width);
    }

    /** Number of tiles. */
    public int count() {
        return Math.multiplyExact(rows(), columns());
    }

    private int count(int size) {
        return size <= window ? 1 : (size - window - 1) / step() + 2; // ceil((size - window) / step) + 1
    }

    /** @throws IndexOutOfBoundsException if the grid has no such row or column */
    public Tile tile(int row, int column) {
        if (row < 0 || row >= rows() || column < 0 || column >= columns())
            throw new IndexOutOfBoundsException("no tile in row " + row + ", column " + column + " of " + rows()
                    + " rows and " + columns() + " columns");
        return new Tile(row, column, start(column, width), start(row, height));
    }

    /**
     * Where a row or column of tiles starts.
     *
     * @param index of the row or column
     * @param size of the image along that axis
     */
    int start(int index, int size) {
        int start = index * step();
        int last = Math.max(0, size - window);
        return switch (edges) {
            case PADDED -> start;
            case INSIDE -> Math.min(start, last);
            case EVEN, CLIPPED -> index == 0
                    ? 0
                    : Math.toIntExact(Math.round((double) index * last / (count(size) - 1)));
        };
    }

    /** Side of a tile along an axis of the image of so many pixels. */
    int window(int size) {
        return edges == Edges.CLIPPED ? Math.min(window, size) : window;
    }

    /** All tiles, row by row. */
    public List<Tile> tiles() {
        int columns = columns();
        return IntStream.range(0, count())
                .mapToObj(i -> tile(i / columns, i % columns))
                .toList();
    }

    /**
     * The pixels of a tile. Where the tile is inside the image, a sub-image that shares them; where it reaches beyond,
     * a copy with black (0) around. Colour images, masks and maps alike.
     *
     * @param image of the size of this grid, may be a sub-image. Not modified.
     * @param tile of this grid
     * @return {@code window x window}; smaller where tiles are {@link Edges#CLIPPED}
     * @throws IllegalArgumentException if the image has another size, or the tile is of another grid
     */
    @SuppressWarnings("unchecked") // BoofCV images are their own T
    public <T extends ImageBase<T>> T cut(T image, Tile tile) {
        if (image.width != width || image.height != height)
            throw new IllegalArgumentException("expected an image of " + width + "x" + height
                    + " (width x height), found " + image.width + "x" + image.height);
        require(tile);
        int right = Math.min(tile.x() + window, width);
        int bottom = Math.min(tile.y() + window, height);
        T inside = image.subimage(tile.x(), tile.y(), right, bottom);
        if (edges == Edges.CLIPPED || (inside.width == window && inside.height == window)) return inside;
        T padded = image.createNew(window, window);
        padded.subimage(0, 0, inside.width, inside.height).setTo(inside);
        return padded;
    }

    /** @throws IllegalArgumentException if the tile is of another grid */
    void require(Tile tile) {
        if (tile.row() < 0
                || tile.row() >= rows()
                || tile.column() < 0
                || tile.column() >= columns()
                || !tile.equals(tile(tile.row(), tile.column())))
            throw new IllegalArgumentException(tile + " is none of " + this);
    }
}

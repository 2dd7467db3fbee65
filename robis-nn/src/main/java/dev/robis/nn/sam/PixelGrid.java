package dev.robis.nn.sam;

import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.PadMode;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Rearranges pixels inside a graph. The pixels of a grid are matrix rows {@code [rows * columns, channels]}, from left
 * to right and top to bottom.
 */
record PixelGrid(SameDiff graph, int rows, int columns, int channels) {

    /** Square blocks of {@code side} pixels, one row each, in the order channel, y, x: the input of a convolution. */
    SDVariable blocks(SDVariable x, int side) { // [H*W, C] -> [H/s*W/s, C*s*s]
        return x.reshape(rows / side, side, columns / side, side, channels)
                .permute(0, 2, 4, 1, 3)
                .reshape((long) rows / side * (columns / side), (long) channels * side * side);
    }

    /** The inverse: every row becomes a square block of pixels. This grid is that of the blocks. */
    SDVariable spread(SDVariable x, int side) { // [H*W, C*s*s] -> [H*s*W*s, C]
        return x.reshape(rows, columns, channels, side, side)
                .permute(0, 3, 1, 4, 2)
                .reshape((long) rows * side * columns * side, channels);
    }

    /** The 3x3 neighbourhood of every pixel, zero outside the grid, in the order channel, y, x. */
    SDVariable neighbourhoods(SDVariable x) { // [H*W, C] -> [H*W, C*9]
        SDVariable padded = pad(x.reshape(rows, columns, channels), 1, 1, 1, 1);
        SDVariable[] shifted = new SDVariable[9];
        for (int i = 0; i < 9; i++)
            shifted[i] = padded.get(
                            SDIndex.interval((long) i / 3, (long) i / 3 + rows),
                            SDIndex.interval((long) i % 3, (long) i % 3 + columns),
                            SDIndex.all())
                    .reshape((long) rows * columns, channels);
        return graph.stack(2, shifted).reshape((long) rows * columns, (long) channels * 9);
    }

    /** Windows down, after padding below to a multiple of the side. */
    int windowRows(int side) {
        return (rows + side - 1) / side;
    }

    /** Windows across, after padding on the right to a multiple of the side. */
    int windowColumns(int side) {
        return (columns + side - 1) / side;
    }

    /** Square windows, one after the other; the grid is padded with zeros on the right and below. */
    SDVariable windows(SDVariable x, int side) { // [H*W, C] -> [windows*s*s, C]
        int down = windowRows(side);
        int across = windowColumns(side);
        SDVariable padded = pad(x.reshape(rows, columns, channels), 0, down * side - rows, 0, across * side - columns);
        return padded.reshape(down, side, across, side, channels)
                .permute(0, 2, 1, 3, 4)
                .reshape((long) down * across * side * side, channels);
    }

    /** The inverse of {@link #windows}; what lies on the padding is dropped. */
    SDVariable join(SDVariable x, int side) { // [windows*s*s, C] -> [H*W, C]
        int down = windowRows(side);
        int across = windowColumns(side);
        SDVariable joined = x.reshape(down, across, side, side, channels)
                .permute(0, 2, 1, 3, 4)
                .reshape((long) down * side, (long) across * side, channels);
        if (down * side != rows || across * side != columns)
            joined = joined.get(SDIndex.interval(0L, (long) rows), SDIndex.interval(0L, (long) columns), SDIndex.all());
        return joined.reshape((long) rows * columns, channels);
    }

    private SDVariable pad(SDVariable x, int above, int below, int left, int right) {
        if (above + below + left + right == 0) return x;
        SDVariable amounts = graph.constant(Nd4j.createFromArray(new int[][] {{above, below}, {left, right}, {0, 0}}));
        return graph.nn().pad(x, amounts, PadMode.CONSTANT, 0);
    }
}

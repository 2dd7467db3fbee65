package dev.robis.seg.tile;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;

/** How images are cut. Where tiles stay inside an image, one that is smaller than a tile is mirrored up to its size. */
public enum Tiling {

    /** Tiles start at multiples of the step and reach beyond the image, where they are black: the reference's. */
    PADDED {
        @Override
        public TileGrid grid(int width, int height, int window, double overlap) {
            return TileGrid.reference(width, height, window, overlap);
        }

        @Override
        public Planar<GrayU8> fill(Planar<GrayU8> image, TileGrid grid) {
            return image;
        }

        @Override
        TileGrid over(int width, int height, int window, double overlap) {
            return TileGrid.reference(width, height, window, overlap);
        }
    },

    /** Tiles of exactly the window; the last row and column lie where the image ends and overlap more than the others. */
    FIXED {
        @Override
        TileGrid over(int width, int height, int window, double overlap) {
            return TileGrid.inside(width, height, window, overlap);
        }
    },

    /**
     * As few tiles as a window of up to 9/8 the side allows, spread evenly: six of 1078 pixels instead of nine of 1024 over
     * 2448×2048. Objects look up to an eighth smaller to the network.
     */
    BALANCED {
        @Override
        TileGrid over(int width, int height, int window, double overlap) {
            TileGrid fewest = TileGrid.balanced(width, height, window, overlap);
            for (int side = window + 1; side <= window + window / STRETCH; side++) {
                TileGrid wider = TileGrid.balanced(width, height, side, overlap);
                if (wider.count() < fewest.count()) fewest = wider;
            }
            return fewest;
        }
    },

    /**
     * Tiles of the window, spread evenly; an image that is smaller on an axis is not filled up there. For networks that see images
     * of any size.
     */
    CLIPPED {
        @Override
        public TileGrid grid(int width, int height, int window, double overlap) {
            return over(width, height, window, overlap);
        }

        @Override
        public Planar<GrayU8> fill(Planar<GrayU8> image, TileGrid grid) {
            return image;
        }

        @Override
        TileGrid over(int width, int height, int window, double overlap) {
            return new TileGrid(width, height, window, overlap, TileGrid.Edges.CLIPPED);
        }
    };

    private static final int STRETCH = 8;

    abstract TileGrid over(int width, int height, int window, double overlap);

    /**
     * The grid over an image.
     *
     * @param width of the image, pixels
     * @param height of the image, pixels
     * @param window side of a tile, pixels
     * @param overlap share of a tile that the next one covers again, at least
     * @return of the size that {@link #fill} gives the image
     */
    public TileGrid grid(int width, int height, int window, double overlap) {
        TileGrid grid = over(width, height, window, overlap);
        int side = grid.window();
        return new TileGrid(Math.max(width, side), Math.max(height, side), side, overlap, grid.edges());
    }

    /**
     * The image as the grid expects it.
     *
     * @param image may be a sub-image. Not modified.
     * @param grid over an image of that size
     * @return the image itself where it is large enough, else mirrored at its right and lower edge
     */
    public Planar<GrayU8> fill(Planar<GrayU8> image, TileGrid grid) {
        return MirroredImage.atLeast(image, grid.window());
    }
}

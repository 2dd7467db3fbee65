package dev.robis.seg.tile;

import java.util.Random;

/** Random grids for tests. */
final class Grids {

    private Grids() {}

    /** Up to about 70 pixels a side, windows larger and smaller than the image, overlaps of 0 to 0.8. */
    static TileGrid random(Random random) {
        int window = 5 + random.nextInt(30);
        double overlap = random.nextInt(4) == 0 ? 0 : 0.8 * random.nextDouble();
        return TileGrid.reference(1 + random.nextInt(70), 1 + random.nextInt(70), window, overlap);
    }
}

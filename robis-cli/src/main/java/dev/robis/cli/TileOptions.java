package dev.robis.cli;

import dev.robis.seg.config.MapConfig;
import dev.robis.seg.config.RobisConfig;
import picocli.CommandLine.Option;

/** How images are cut, and how large the maps of tiles are. */
final class TileOptions {

    @Option(
            names = {"--window-size", "--window_size"},
            paramLabel = "PIXELS",
            description = "Side of a tile in the image (default: 1024; 640 for a memory bank).")
    private Integer window;

    @Option(
            names = {"--overlap", "--desired_overlap"},
            paramLabel = "SHARE",
            description = "Share of a tile that the next one covers again (default: 0.1; 0.2 for a memory bank).")
    private Double overlap;

    @Option(
            names = "--map-size",
            paramLabel = "PIXELS",
            description = "Side of a tile's anomaly map (default: 256 as in the reference, or the window if smaller).")
    private Integer mapSize;

    RobisConfig apply(RobisConfig config) {
        return config.withMaps(apply(config.maps()));
    }

    MapConfig apply(MapConfig maps) {
        MapConfig tiled = window == null ? maps : maps.withWindow(window);
        if (overlap != null) tiled = tiled.withOverlap(overlap);
        return mapSize == null ? tiled : tiled.withMapSize(mapSize);
    }
}

package dev.robis.seg.detector;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.util.List;

/**
 * The network side of the method: tiles of an image in, anomaly maps out. Everything after the maps (merging, calibration,
 * decision, refinement, report) knows this interface and no kind of detector.
 *
 * <p>Owns its networks off-heap until closed. Not safe for concurrent use: pool instances.
 */
public interface Detector extends AutoCloseable {

    /** Tiles that run through the network at once, positive. */
    int batch();

    /**
     * The anomaly maps of some tiles. The answer to a tile does not depend on the tiles beside it.
     *
     * @param tiles 1 to {@link #batch} of them, bands red, green, blue, of any size. Not modified.
     * @return per tile a map of raw scores, 0 (normal) or more, of the side that {@link
     *     dev.robis.seg.config.MapConfig#mapSize} asks for; they belong to the caller
     * @throws IllegalArgumentException if there are no tiles, or more than a batch
     */
    List<GrayF32> maps(List<Planar<GrayU8>> tiles);

    @Override
    void close();
}

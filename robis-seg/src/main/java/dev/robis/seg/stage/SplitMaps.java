package dev.robis.seg.stage;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.seg.map.HalfPrecision;
import dev.robis.seg.map.MapRange;
import dev.robis.seg.score.RecordFile;
import dev.robis.seg.score.TileScorer;
import dev.robis.seg.score.TileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The maps of all tiles of a split, which the reference normalises together: their raw scores wait in a temporary file
 * until the range of all is known. Not safe for concurrent use.
 */
final class SplitMaps implements AutoCloseable {

    private final int side;
    private final RecordFile raw;
    private final List<String> names = new ArrayList<>();
    private final MapRange.Collector range = new MapRange.Collector();

    private SplitMaps(int side, Path work) throws IOException {
        this.side = side;
        this.raw = new RecordFile(work, side * side * Float.BYTES);
    }

    /**
     * @param side of the maps, pixels
     * @param work folder for the temporary file; exists
     */
    static SplitMaps score(TileSource tiles, TileScorer scorer, int side, Path work, StageListener listener)
            throws IOException {
        SplitMaps maps = new SplitMaps(side, work);
        try {
            List<Planar<GrayU8>> waiting = new ArrayList<>();
            tiles.ahead(2 * scorer.batch()).forEach((name, tile) -> {
                maps.names.add(name);
                waiting.add(tile);
                if (waiting.size() == scorer.batch()) maps.add(scorer, waiting, listener);
            });
            if (!waiting.isEmpty()) maps.add(scorer, waiting, listener);
            return maps;
        } catch (IOException | RuntimeException e) {
            maps.close();
            throw e;
        }
    }

    private void add(TileScorer scorer, List<Planar<GrayU8>> tiles, StageListener listener) throws IOException {
        for (GrayF32 map : scorer.score(tiles)) {
            range.add(map);
            ByteBuffer bytes = ByteBuffer.allocate(side * side * Float.BYTES);
            bytes.asFloatBuffer().put(map.data, 0, side * side);
            raw.append(bytes.array());
        }
        tiles.clear();
        listener.onProgress(raw.count(), -1);
    }

    int count() {
        return raw.count();
    }

    String name(int index) {
        return names.get(index);
    }

    /** A map on the scale of the split, 0 to 255 in half precision. */
    GrayF32 map(int index) throws IOException {
        GrayF32 map = new GrayF32(side, side);
        ByteBuffer.wrap(raw.read(index)).asFloatBuffer().get(map.data);
        return HalfPrecision.round(range.range().normalise(map));
    }

    @Override
    public void close() {
        raw.close();
    }
}

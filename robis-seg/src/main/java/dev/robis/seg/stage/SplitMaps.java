package dev.robis.seg.stage;

import boofcv.struct.image.GrayF32;
import dev.robis.seg.detector.Detector;
import dev.robis.seg.detector.Scored;
import dev.robis.seg.detector.TileBatches;
import dev.robis.seg.map.HalfPrecision;
import dev.robis.seg.map.MapRange;
import dev.robis.seg.progress.StageListener;
import dev.robis.seg.score.RecordFile;
import dev.robis.seg.score.TileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The maps of all tiles of a split, which the reference normalises together: their raw scores wait in a temporary file
 * until the range of all is known. Not safe for concurrent use.
 *
 * @param <P> how the place of a tile is told
 */
final class SplitMaps<P> implements AutoCloseable {

    private final int side;
    private final RecordFile raw;
    private final List<P> places = new ArrayList<>();
    private final MapRange.Collector range = new MapRange.Collector();

    private SplitMaps(int side, Path work) throws IOException {
        this.side = side;
        this.raw = new RecordFile(work, side * side * Float.BYTES);
    }

    /**
     * @param side of the maps, pixels
     * @param work folder for the temporary file; exists
     */
    static <P> SplitMaps<P> score(TileSource<P> tiles, Detector detector, int side, Path work, StageListener listener)
            throws IOException {
        SplitMaps<P> maps = new SplitMaps<>(side, work);
        try {
            TileBatches<P> batches = new TileBatches<>(detector, scored -> {
                maps.add(scored);
                listener.onProgress(maps.count(), -1);
            });
            tiles.ahead(2 * detector.batch()).forEach(batches::add);
            batches.finish();
            return maps;
        } catch (IOException | RuntimeException e) {
            maps.close();
            throw e;
        }
    }

    private void add(Scored<P> scored) throws IOException {
        GrayF32 map = scored.map();
        range.add(map);
        ByteBuffer bytes = ByteBuffer.allocate(side * side * Float.BYTES);
        bytes.asFloatBuffer().put(map.data, 0, side * side);
        raw.append(bytes.array());
        places.add(scored.place());
    }

    int count() {
        return raw.count();
    }

    /** Every map on the scale of the split, 0 to 255 in half precision, in the order of the tiles. */
    void forEach(TileBatches.Sink<P> sink) throws IOException {
        for (int i = 0; i < places.size(); i++) {
            GrayF32 map = new GrayF32(side, side);
            ByteBuffer.wrap(raw.read(i)).asFloatBuffer().get(map.data);
            sink.accept(new Scored<>(
                    places.get(i), HalfPrecision.round(range.range().normalise(map))));
        }
    }

    @Override
    public void close() {
        raw.close();
    }
}

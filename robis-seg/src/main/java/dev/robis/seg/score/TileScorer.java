package dev.robis.seg.score;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.nn.inp.InpFormer;
import dev.robis.nn.tensor.Tensor;
import dev.robis.seg.image.InputTransform;
import dev.robis.seg.map.AnomalyMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs tiles through a trained anomaly model. Owns the model until closed. Not safe for concurrent use: pool
 * instances.
 */
public final class TileScorer implements AutoCloseable {

    private final InpFormer model;
    private final InputTransform transform;
    private final AnomalyMapper mapper;

    /**
     * @param model closed with this scorer
     * @param transform from a tile to the model's input
     * @param mapper from the model's distances to a map
     */
    public TileScorer(InpFormer model, InputTransform transform, AnomalyMapper mapper) {
        this.model = model;
        this.transform = transform;
        this.mapper = mapper;
    }

    /** Tiles that run through the network at once; more are taken in turns. */
    public int batch() {
        return model.batch();
    }

    /**
     * Scores tiles, in batches whose last one is filled up with black.
     *
     * @param tiles bands red, green, blue, of any size. Not modified.
     * @return per tile a map of raw scores, 0 (as rebuilt) to 2
     */
    public List<GrayF32> score(List<Planar<GrayU8>> tiles) {
        List<GrayF32> maps = new ArrayList<>();
        for (int from = 0; from < tiles.size(); from += batch()) {
            List<Planar<GrayU8>> some = tiles.subList(from, Math.min(from + batch(), tiles.size()));
            maps.addAll(mapper.maps(model.distances(input(some))).subList(0, some.size()));
        }
        return maps;
    }

    private Tensor input(List<Planar<GrayU8>> tiles) {
        Tensor images = Tensor.zeros(batch(), 3, transform.cropSize(), transform.cropSize());
        for (int i = 0; i < tiles.size(); i++) transform.write(tiles.get(i), images.data(), i * transform.length());
        return images;
    }

    @Override
    public void close() {
        model.close();
    }
}

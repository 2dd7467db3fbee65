package dev.robis.seg.inp;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.nn.inp.InpFormer;
import dev.robis.nn.tensor.Tensor;
import dev.robis.seg.detector.Detector;
import dev.robis.seg.image.InputTransform;
import dev.robis.seg.map.AnomalyMapper;
import java.util.List;

/** Tiles are resized to a square, and distances of their features to the reconstructed ones become maps of 0 to 2. */
public final class InpFormerDetector implements Detector {

    private final InpFormer network;
    private final InputTransform transform;
    private final AnomalyMapper mapper;

    /**
     * @param network closed with this detector
     * @param transform from a tile to the network's input
     * @param mapper from the network's distances to a map
     */
    public InpFormerDetector(InpFormer network, InputTransform transform, AnomalyMapper mapper) {
        this.network = network;
        this.transform = transform;
        this.mapper = mapper;
    }

    @Override
    public int batch() {
        return network.batch();
    }

    /** A batch that is not full is filled up with black. */
    @Override
    public List<GrayF32> maps(List<Planar<GrayU8>> tiles) {
        if (tiles.isEmpty() || tiles.size() > batch())
            throw new IllegalArgumentException("expected 1 to " + batch() + " tiles, found " + tiles.size());
        Tensor images = Tensor.zeros(batch(), 3, transform.cropSize(), transform.cropSize());
        for (int i = 0; i < tiles.size(); i++) transform.write(tiles.get(i), images.data(), i * transform.length());
        return mapper.maps(network.distances(images)).subList(0, tiles.size());
    }

    @Override
    public void close() {
        network.close();
    }
}

package dev.robis.seg.bank;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.nn.bank.BankLayer;
import dev.robis.nn.bank.MemoryBank;
import dev.robis.nn.bank.NearestSearch;
import dev.robis.nn.bank.PatchFeatures;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.detector.Detector;
import dev.robis.seg.tile.MapSize;
import java.util.ArrayList;
import java.util.List;

/** Distances of a tile's feature vectors to the nearest remembered ones, layer by layer, fused to one map. */
final class MemoryBankDetector implements Detector {

    private final BankFeatures features;
    private final List<Float> scales;
    private final List<NearestSearch> searches;
    private final MapConfig maps;

    /** @param features closed with this detector */
    MemoryBankDetector(BankFeatures features, MemoryBank bank, MapConfig maps) {
        this.features = features;
        this.scales = bank.scales();
        this.searches = bank.layers().stream().map(BankLayer::search).toList();
        this.maps = maps;
    }

    @Override
    public int batch() {
        return 1; // rows of a tile are shared out among the cores
    }

    @Override
    public List<GrayF32> maps(List<Planar<GrayU8>> tiles) {
        if (tiles.size() != 1) throw new IllegalArgumentException("expected 1 tile, found " + tiles.size());
        return List.of(LayerMaps.fused(layers(tiles.get(0)), scales));
    }

    /** The maps of the layers before they are scaled. */
    List<GrayF32> layers(Planar<GrayU8> tile) {
        MapSize size = maps.tileMap(tile.width, tile.height);
        List<PatchFeatures> vectors = features.of(tile);
        List<GrayF32> each = new ArrayList<>();
        for (int i = 0; i < searches.size(); i++)
            each.add(LayerMaps.of(vectors.get(i), searches.get(i), size, maps.blur()));
        return each;
    }

    @Override
    public void close() {
        searches.forEach(NearestSearch::close);
        features.close();
    }
}

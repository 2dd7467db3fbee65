package dev.robis.seg.bank;

import boofcv.struct.image.GrayF32;
import dev.robis.nn.bank.NearestSearch;
import dev.robis.nn.bank.PatchFeatures;
import dev.robis.seg.map.BilinearResize;
import dev.robis.seg.map.GaussianBlur;
import dev.robis.seg.tile.MapSize;
import java.util.List;

/** From distances to maps. Stateless. */
final class LayerMaps {

    private static final int RADIUS = 4;
    private static final double SIGMA = 1;

    private LayerMaps() {}

    /**
     * The map of one layer: distances to the nearest vectors, enlarged bilinearly and blurred a little.
     *
     * @param size of the map
     * @param border of the blur
     */
    static GrayF32 of(PatchFeatures features, NearestSearch search, MapSize size, GaussianBlur.Border border) {
        GrayF32 distances = new GrayF32(features.columns(), features.rows());
        distances.data = search.nearest(features).distances();
        GrayF32 enlarged = BilinearResize.ALIGNED_EDGES.resize(distances, size.width(), size.height());
        return blurred(enlarged, border);
    }

    /** A map that is smaller than the kernel stays as it is. */
    private static GrayF32 blurred(GrayF32 map, GaussianBlur.Border border) {
        int side = 2 * RADIUS + 1;
        return map.width < side || map.height < side ? map : new GaussianBlur(RADIUS, SIGMA, border).blur(map);
    }

    /**
     * The fourth root of the sum of fourth powers: a plain sum is drowned by layers whose distances vary much.
     *
     * @param maps of the layers, of one size. Not modified.
     * @param scales what each is divided by
     */
    static GrayF32 fused(List<GrayF32> maps, List<Float> scales) {
        GrayF32 fused = new GrayF32(maps.get(0).width, maps.get(0).height);
        double[] sums = new double[fused.data.length];
        for (int layer = 0; layer < maps.size(); layer++) {
            float scale = scales.get(layer);
            for (int i = 0; i < sums.length; i++) {
                double square = maps.get(layer).data[i] / scale;
                square *= square;
                sums[i] += square * square;
            }
        }
        for (int i = 0; i < sums.length; i++) fused.data[i] = (float) Math.sqrt(Math.sqrt(sums[i]));
        return fused;
    }
}

package dev.robis.eval;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.ImageBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One pass over sorted pixels feeds all metrics of maps; metrics of masks are counted as the images come. */
final class OfficialEvaluator implements SplitEvaluator<OfficialScores> {

    private final OfficialConfig config;
    private final PixelStore pixels;
    private final MaskTally masks;
    private final List<ImageScore> images = new ArrayList<>();
    private final List<String> emptyGroundTruths = new ArrayList<>();

    private PixelTotals totals = PixelTotals.NONE;
    private int count;
    private int anomalousCount;
    private boolean withMaps;
    private boolean withMasks;
    private boolean ended;

    OfficialEvaluator(OfficialConfig config) {
        this.config = config;
        this.pixels = new PixelStore(config.storage());
        this.masks = new MaskTally(config.sizeEdges());
    }

    @Override
    public void add(ImageResult image) {
        String name = image.name();
        if (ended) throw new IllegalStateException("the evaluation has ended; " + name + " comes too late");
        GrayF32 map = image.map().orElse(null);
        GrayU8 mask = image.mask().orElse(null);
        GrayU8 groundTruth = Inputs.groundTruth(image);
        ImageBase<?> size = check(name, map, mask, groundTruth);
        float maximum = map == null ? 0 : Inputs.maximum(name, map);
        Regions regions = Regions.of(groundTruth);
        boolean anomalous = groundTruth != null;
        if (map != null) {
            pixels.add(map, regions);
            images.add(new ImageScore(name, anomalous, maximum));
        }
        if (mask != null) masks.add(mask, regions, anomalous);
        totals = totals.plus(regions, (long) size.width * size.height);
        withMaps = map != null;
        withMasks = mask != null;
        count++;
        if (!anomalous) return;
        anomalousCount++;
        if (regions.count() == 0) emptyGroundTruths.add(name);
    }

    private ImageBase<?> check(
            String name, @Nullable GrayF32 map, @Nullable GrayU8 mask, @Nullable GrayU8 groundTruth) {
        ImageBase<?> size = map != null ? map : mask;
        if (size == null) throw new IllegalArgumentException(name + ": expected a map or a mask, found neither");
        if (count > 0) {
            sameAsBefore(name, "a map", map != null, withMaps);
            sameAsBefore(name, "a mask", mask != null, withMasks);
        }
        Inputs.notEmpty(name, size);
        Inputs.sameSize(name, "map", map, "a mask", mask);
        Inputs.sameSize(name, map != null ? "map" : "mask", size, "a ground truth", groundTruth);
        return size;
    }

    private static void sameAsBefore(String name, String what, boolean found, boolean expected) {
        if (found != expected)
            throw new IllegalArgumentException(name + ": expected " + (expected ? "" : "not ") + what
                    + " as for the images before it; give one for every image or for none");
    }

    @Override
    public OfficialScores finish() {
        if (ended) throw new IllegalStateException("the evaluation has ended already");
        ended = true;
        RankingSweep ranking =
                new RankingSweep(pixels.totals().anomalous(), pixels.totals().normal(), 0);
        CurveSweep curve = new CurveSweep(pixels.totals(), config.maxCurvePoints());
        List<AuProSweep> auPros = config.integrationLimits().stream()
                .map(limit -> new AuProSweep(limit, pixels.totals()))
                .toList();
        pixels.sweep((threshold, falsePositives, truePositives, overlap) -> {
            ranking.at(threshold, falsePositives, truePositives, overlap);
            curve.at(threshold, falsePositives, truePositives, overlap);
            for (AuProSweep auPro : auPros) auPro.at(threshold, falsePositives, truePositives, overlap);
        });
        return new OfficialScores(
                new OfficialScores.Totals(
                        count,
                        anomalousCount,
                        emptyGroundTruths,
                        totals.regions(),
                        totals.anomalous(),
                        totals.normal()),
                ranking.scores(),
                AuProSweep.values(auPros),
                ImageScore.ranking(images, 0).scores(),
                withMasks ? Optional.of(masks.segmentation()) : Optional.empty(),
                withMasks ? Optional.of(masks.classification()) : Optional.empty(),
                withMasks ? masks.recallBySize() : List.of(),
                withMaps ? curve.curve() : List.of(),
                images);
    }

    @Override
    public void close() {
        ended = true;
        pixels.close();
    }
}

package dev.robis.seg.sam;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.nn.sam.SamPredictor.ChannelOrder;
import dev.robis.nn.sam.SamPredictor.MaskOutput;
import dev.robis.nn.sam.SamPrompt;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds everything in an image: prompts Segment Anything at a grid of points, keeps the masks that are good and stable,
 * and of those that are much alike the best ({@code SamAutomaticMaskGenerator} of the original).
 *
 * <pre>{@code
 * AutomaticMaskGenerator generator = new AutomaticMaskGenerator(sam, AutomaticMaskConfig.defaults());
 * for (AutomaticMask found : generator.generate(image, ChannelOrder.RGB))
 *     System.out.println(found.box() + " " + found.segmentation().compressed());
 * }</pre>
 *
 * <p>Holds the logits of one prompt at a time; masks are kept as run lengths. Uses a predictor that the caller owns, and
 * leaves it without an image. Not safe for concurrent use.
 */
public final class AutomaticMaskGenerator {

    private final ImagePredictor predictor;
    private final AutomaticMaskConfig config;
    private final List<PointGrid> grids;

    public AutomaticMaskGenerator(SamImagePredictor predictor, AutomaticMaskConfig config) {
        this((ImagePredictor) predictor, config);
    }

    AutomaticMaskGenerator(ImagePredictor predictor, AutomaticMaskConfig config) {
        this.predictor = predictor;
        this.config = config;
        this.grids = config.grids();
    }

    /** As {@link #generate(Planar, ChannelOrder, AutomaticMaskListener)}, telling nobody how it goes. */
    public List<AutomaticMask> generate(Planar<GrayU8> image, ChannelOrder order) {
        return generate(image, order, AutomaticMaskListener.NONE);
    }

    /**
     * @param image three bands, 0 to 255, of any size; may be a sub-image. Not modified.
     * @param order what its bands are
     * @param listener told after every batch of points
     * @return those with the highest predicted overlap first; with crops, those of smaller crops first. Empty if
     *     nothing was good enough.
     * @throws IllegalArgumentException if the image is too small for so many layers of crops, or has not three bands
     */
    public List<AutomaticMask> generate(Planar<GrayU8> image, ChannelOrder order, AutomaticMaskListener listener) {
        List<Crop> crops = Crop.of(image.width, image.height, config.cropLayers(), config.cropOverlapRatio());
        Progress progress = new Progress(listener, crops);
        List<AutomaticMask> masks = new ArrayList<>();
        try {
            for (Crop crop : crops) masks.addAll(search(image, order, crop, progress));
        } finally {
            predictor.resetImage();
        }
        if (crops.size() > 1)
            masks = new BoxNms(config.cropNmsThreshold())
                    .apply(masks, AutomaticMask::box, mask -> 1f / mask.crop().area());
        return config.minRegionArea() > 0 ? withoutSmallRegions(masks) : masks;
    }

    private List<AutomaticMask> search(Planar<GrayU8> image, ChannelOrder order, Crop crop, Progress progress) {
        BoundingBox at = crop.box();
        predictor.setImage(image.subimage(at.x(), at.y(), at.right(), at.bottom(), null), order);
        MaskFilter filter = new MaskFilter(config, crop, image.width, image.height);
        List<AutomaticMask> masks = new ArrayList<>();
        List<PointGrid.Position> positions = grids.get(crop.layer()).positions();
        for (int i = 0; i < positions.size(); i++) {
            SamPrompt.Point point = new SamPrompt.Point(
                    positions.get(i).x() * at.width(), positions.get(i).y() * at.height(), SamPrompt.Label.FOREGROUND);
            masks.addAll(filter.apply(point, predictor.predict(SamPrompt.points(point), MaskOutput.MULTI)));
            progress.prompted(i + 1 == positions.size() || (i + 1) % config.pointsPerBatch() == 0);
        }
        return new BoxNms(config.boxNmsThreshold()).apply(masks, AutomaticMask::box, AutomaticMask::predictedIou);
    }

    /** Removing parts may make masks alike; those that needed no removing are preferred. */
    private List<AutomaticMask> withoutSmallRegions(List<AutomaticMask> masks) {
        record Candidate(AutomaticMask mask, boolean changed) {}
        SmallRegions small = new SmallRegions(config.minRegionArea());
        List<Candidate> candidates = new ArrayList<>();
        for (AutomaticMask mask : masks) {
            SmallRegions.Cleaned cleaned = small.removeFrom(mask.segmentation());
            candidates.add(new Candidate(cleaned.found() ? mask.with(cleaned.mask()) : mask, cleaned.found()));
        }
        BoxNms nms = new BoxNms(Math.max(config.boxNmsThreshold(), config.cropNmsThreshold()));
        return nms.apply(candidates, found -> found.mask.box(), found -> found.changed ? 0 : 1).stream()
                .map(Candidate::mask)
                .toList();
    }

    private final class Progress {

        private final AutomaticMaskListener listener;
        private final int total;
        private int done;

        Progress(AutomaticMaskListener listener, List<Crop> crops) {
            this.listener = listener;
            this.total = crops.stream()
                    .mapToInt(crop -> grids.get(crop.layer()).positions().size())
                    .sum();
        }

        void prompted(boolean batchEnds) {
            done++;
            if (batchEnds) listener.onProgress(done, total);
        }
    }
}

package dev.robis.seg.result;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import dev.robis.seg.alarm.AlarmThreshold;
import dev.robis.seg.binarize.Binarizer;
import dev.robis.seg.binarize.BinaryResult;
import dev.robis.seg.binarize.FixedThreshold;
import dev.robis.seg.binarize.ScoreStatistics;
import dev.robis.seg.binarize.Sensitivity;
import dev.robis.seg.binarize.ThresholdRule;
import dev.robis.seg.calibration.Calibration;
import dev.robis.seg.config.Decision;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.config.Repair;
import dev.robis.seg.map.BilinearResize;
import dev.robis.seg.map.MapRange;
import java.util.List;
import java.util.Set;

/** Makes an answer of the raw scores of an image. Immutable, safe for concurrent use. */
public final class Judge {

    private final Calibration calibration;
    private final Decision decision;
    private final Binarizer binarizer;
    private final AlarmThreshold alarm;
    private final double imageThreshold;

    private final MapConfig maps;
    private final Set<Repair> leftOut;

    /**
     * @param calibration what good images score
     * @param decision how scores are read
     * @param maps how the maps are made, for the explanation
     */
    public Judge(Calibration calibration, Decision decision, MapConfig maps) {
        this.leftOut = Repair.leftOut(maps, decision);
        this.calibration = calibration;
        this.decision = decision;
        Sensitivity sensitivity = new Sensitivity(decision.sensitivity());
        ScoreStatistics good = calibration.statistics();
        this.maps = maps;
        this.binarizer = Binarizer.calibrated(good)
                .withRule(rule())
                .withRestoreEroded(decision.restoration())
                .withSensitivity(sensitivity);
        this.alarm = calibration.imageThreshold(decision.falseAlarmRate());
        this.imageThreshold = sensitivity.move(alarm.value(), good.mean());
    }

    private ThresholdRule rule() {
        return switch (decision.rule()) {
            case MEAN_STD_MEBIN -> Binarizer.rule(deviations());
            case QUANTILE -> new FixedThreshold(calibration.quantiles().at(decision.quantile()));
        };
    }

    /** Good images reach further than three deviations: the border lies beyond what they reach, or at MEBin's. */
    private double deviations() {
        ScoreStatistics good = calibration.statistics();
        return Math.max(decision.deviations(), (good.max() - good.mean()) / good.standardDeviation());
    }

    /**
     * @param raw scores of the image, as large as its map. Not modified.
     * @param width of the image, pixels
     * @param height of the image, pixels
     */
    public Segmentation judge(GrayF32 raw, int width, int height) {
        GrayF32 small = calibration.scale(raw);
        BinaryResult binary = binarizer.binarize(small);
        boolean enlarged = decision.extent() == Decision.Extent.IMAGE;
        GrayF32 map = enlarged ? BilinearResize.ALIGNED_EDGES.resize(small, width, height) : small;
        GrayU8 mask = enlarged ? enlarge(binary.mask(), width, height) : binary.mask();
        double score = maps.imageScore().of(small);
        List<Region> regions = Regions.of(mask, map);
        Explanation explanation = new Explanation(
                MapRange.of(raw),
                Explanation.Good.of(calibration),
                Explanation.Pixels.of(binary, decision, calibration),
                new Explanation.Image(score, alarm, imageThreshold, score > imageThreshold),
                decision,
                leftOut,
                regions);
        return new Segmentation(map, mask, score, binary.threshold(), imageThreshold, regions, explanation);
    }

    /** Halfway between pixels of the small mask, the border of the large one runs smoothly. */
    private static GrayU8 enlarge(GrayU8 mask, int width, int height) {
        GrayF32 scores = new GrayF32(mask.width, mask.height);
        for (int i = 0; i < scores.data.length; i++) scores.data[i] = mask.data[i];
        GrayF32 smooth = BilinearResize.ALIGNED_EDGES.resize(scores, width, height);
        GrayU8 large = new GrayU8(width, height);
        for (int i = 0; i < large.data.length; i++) large.data[i] = (byte) (smooth.data[i] >= 0.5f ? 1 : 0);
        return large;
    }
}

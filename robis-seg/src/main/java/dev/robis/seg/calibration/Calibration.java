package dev.robis.seg.calibration;

import boofcv.struct.image.GrayF32;
import dev.robis.seg.alarm.AlarmThreshold;
import dev.robis.seg.alarm.GoodScores;
import dev.robis.seg.binarize.Quantiles;
import dev.robis.seg.binarize.ScoreStatistics;
import dev.robis.seg.binarize.SearchRange;
import dev.robis.seg.map.MapRange;
import java.util.List;

/**
 * What defect-free images score, so that a single image can be judged.
 *
 * @param images number of images it was measured on
 * @param range of their raw scores; becomes 0 to 255
 * @param statistics of their maps, on that scale
 * @param imageScores the largest scores of whole images among them, rising, on that scale; {@link GoodScores#KEPT} at most
 * @param quantiles of the scores of their pixels, on that scale
 */
public record Calibration(
        int images, MapRange range, ScoreStatistics statistics, List<Float> imageScores, Quantiles quantiles) {

    private static final double TOP = 255;

    public Calibration {
        imageScores = new GoodScores(images, imageScores).largest();
    }

    /** Brings what was measured to the scale that its own range defines. Merging and scaling commute. */
    public static Calibration of(GoodImages good) {
        ScoreStatistics raw = good.statistics();
        MapRange range = new MapRange(raw.min(), raw.max());
        if (raw.min() == raw.max())
            throw new IllegalArgumentException("all scores of the calibration images are " + raw.min()
                    + "; a model that cannot tell pixels apart cannot be calibrated");
        double scale = TOP / ((double) raw.max() - raw.min());
        ScoreStatistics scaled = new ScoreStatistics(
                raw.count(),
                (raw.mean() - raw.min()) * scale,
                raw.standardDeviation() * scale,
                0,
                (float) TOP,
                new SearchRange((float) ((raw.maxima().min() - raw.min()) * scale), (float)
                        ((raw.maxima().max() - raw.min()) * scale)));
        int images = good.imageScores().size();
        return new Calibration(
                images,
                range,
                scaled,
                GoodScores.of(scaled(range, good.imageScores())).largest(),
                new Quantiles(scaled(range, good.quantiles().values())));
    }

    /** In the very arithmetic of maps: an image that scores as much as a good one must not be beyond it. */
    private static List<Float> scaled(MapRange range, List<Float> raw) {
        GrayF32 row = new GrayF32(raw.size(), 1);
        for (int i = 0; i < row.width; i++) row.data[i] = raw.get(i);
        GrayF32 scaled = range.normalise(row);
        Float[] scores = new Float[row.width];
        for (int i = 0; i < scores.length; i++) scores[i] = scaled.data[i];
        return List.of(scores);
    }

    /** Brings raw scores to the calibrated scale: 0 to 255 is what defect-free images reach, defects may go beyond. */
    public GrayF32 scale(GrayF32 raw) {
        return range.normalise(raw);
    }

    /**
     * From which score on an image is called defective, so that a share of good images is called so too.
     *
     * @param falseAlarmRate above 0 and below 1
     */
    public AlarmThreshold imageThreshold(double falseAlarmRate) {
        return new GoodScores(images, imageScores).threshold(falseAlarmRate);
    }
}

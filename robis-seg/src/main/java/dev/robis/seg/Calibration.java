package dev.robis.seg;

import boofcv.struct.image.GrayF32;
import dev.robis.seg.binarize.ScoreStatistics;
import dev.robis.seg.binarize.SearchRange;
import dev.robis.seg.map.MapRange;

/**
 * What defect-free images score, so that a single image can be judged.
 *
 * @param images number of images it was measured on
 * @param range of their raw scores; becomes 0 to 255
 * @param statistics of their maps, on that scale
 */
public record Calibration(int images, MapRange range, ScoreStatistics statistics) {

    private static final double TOP = 255;

    /** Statistics of raw maps, brought to the scale that their own range defines. Merging and scaling commute. */
    static Calibration of(int images, ScoreStatistics raw) {
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
        return new Calibration(images, range, scaled);
    }

    /** Brings raw scores to the calibrated scale: 0 to 255 is what defect-free images reach, defects may go beyond. */
    GrayF32 scale(GrayF32 raw) {
        return range.normalise(raw);
    }
}

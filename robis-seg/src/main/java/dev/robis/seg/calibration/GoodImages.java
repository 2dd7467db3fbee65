package dev.robis.seg.calibration;

import boofcv.struct.image.GrayF32;
import dev.robis.seg.binarize.ScoreStatistics;
import java.util.ArrayList;
import java.util.List;

/**
 * What the raw maps of good images have in common; sets of images add up.
 *
 * @param statistics of all their scores
 * @param maxima largest score of each image
 */
public record GoodImages(ScoreStatistics statistics, List<Float> maxima) {

    /** No images. */
    public static final GoodImages NONE = new GoodImages(ScoreStatistics.EMPTY, List.of());

    /** With one more image. */
    public GoodImages plus(GrayF32 raw) {
        ScoreStatistics one = ScoreStatistics.of(raw);
        return plus(new GoodImages(one, List.of(one.max())));
    }

    /** With the images of another set. */
    public GoodImages plus(GoodImages other) {
        List<Float> all = new ArrayList<>(maxima);
        all.addAll(other.maxima);
        return new GoodImages(statistics.plus(other.statistics), all);
    }
}

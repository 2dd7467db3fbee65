package dev.robis.seg.calibration;

import boofcv.struct.image.GrayF32;
import dev.robis.seg.binarize.Quantiles;
import dev.robis.seg.binarize.ScoreStatistics;
import dev.robis.seg.config.ImageScore;
import java.util.ArrayList;
import java.util.List;

/**
 * What the raw maps of good images have in common. Memory does not grow with their size, and hardly with their number. Not safe for
 * concurrent use.
 */
public final class GoodImages {

    private final ImageScore rule;
    private final Quantiles.Collector pixels = new Quantiles.Collector();
    private final List<Float> imageScores = new ArrayList<>();
    private ScoreStatistics statistics = ScoreStatistics.EMPTY;

    /** @param rule for the scores of images */
    public GoodImages(ImageScore rule) {
        this.rule = rule;
    }

    /** @param raw map of one more image. Not modified. */
    public void add(GrayF32 raw) {
        statistics = statistics.plus(ScoreStatistics.of(raw));
        imageScores.add(rule.of(raw));
        for (int y = 0; y < raw.height; y++) {
            int from = raw.startIndex + y * raw.stride;
            for (int x = 0; x < raw.width; x++) pixels.add(Math.max(0, raw.data[from + x])); // a cosine is rounded
        }
    }

    ScoreStatistics statistics() {
        return statistics;
    }

    /** One per image, in their order. */
    List<Float> imageScores() {
        return imageScores;
    }

    Quantiles quantiles() {
        return pixels.quantiles();
    }
}

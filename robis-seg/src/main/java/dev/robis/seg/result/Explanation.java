package dev.robis.seg.result;

import dev.robis.seg.alarm.AlarmThreshold;
import dev.robis.seg.binarize.BinaryResult;
import dev.robis.seg.binarize.Cut;
import dev.robis.seg.binarize.FixedThreshold;
import dev.robis.seg.binarize.MeBin;
import dev.robis.seg.binarize.MeanStd;
import dev.robis.seg.binarize.Plateau;
import dev.robis.seg.binarize.ScoreStatistics;
import dev.robis.seg.binarize.SearchRange;
import dev.robis.seg.binarize.Sensitivity;
import dev.robis.seg.calibration.Calibration;
import dev.robis.seg.config.Decision;
import dev.robis.seg.config.PixelRule;
import dev.robis.seg.config.Repair;
import dev.robis.seg.map.MapRange;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which statistic decided what about one image. Scores are on the calibrated scale, 0 to 255 for good images, unless they are
 * called raw. Can be written as JSON.
 *
 * @param raw range of the raw scores of the image
 * @param good what is known of good images
 * @param pixels how the mask's threshold came about
 * @param image how the image was called defective or not
 * @param decision that was asked for
 * @param leftOut repairs of the reference that were not made
 * @param regions what the mask marks, largest first
 */
public record Explanation(
        MapRange raw,
        Good good,
        Pixels pixels,
        Image image,
        Decision decision,
        Set<Repair> leftOut,
        List<Region> regions) {

    public Explanation {
        leftOut = Collections.unmodifiableSet(new TreeSet<>(leftOut));
        regions = List.copyOf(regions);
    }

    /** What decided the mask's threshold. */
    public enum Rule {
        /** A number of standard deviations above the mean of good images. */
        MEAN_STD,
        /** The scores between which this image falls into the same number of regions. */
        MEBIN,
        /** A quantile of the scores of good pixels. */
        QUANTILE
    }

    /**
     * Scores of good images.
     *
     * @param images how many
     * @param raw range of their raw scores, which became 0 to 255
     * @param mean of all scores
     * @param standardDeviation of all scores
     * @param maxima smallest and largest score of an image
     */
    public record Good(int images, MapRange raw, double mean, double standardDeviation, SearchRange maxima) {

        static Good of(Calibration calibration) {
            ScoreStatistics all = calibration.statistics();
            return new Good(
                    calibration.images(), calibration.range(), all.mean(), all.standardDeviation(), all.maxima());
        }
    }

    /**
     * The threshold of the mask.
     *
     * @param configured standard deviations above the mean that the configuration asks for
     * @param deviations those taken: more, where good images reach further
     * @param meanStd threshold that they make
     * @param plateaus MEBin's answer: the scores between which the number of regions stayed the same, the last of which is its
     *     threshold; empty where it found no such scores
     * @param quantile score below which the share of good pixels lies that was asked for; null where that is not the rule
     * @param rule that decided: whose threshold is the lower
     * @param sensitivity that moved it
     * @param threshold that made the mask
     */
    public record Pixels(
            double configured,
            double deviations,
            double meanStd,
            List<Plateau> plateaus,
            Double quantile,
            Rule rule,
            double sensitivity,
            double threshold) {

        public Pixels {
            plateaus = List.copyOf(plateaus);
        }

        static Pixels of(BinaryResult binary, Decision decision, Calibration calibration) {
            double configured = decision.deviations();
            MeanStd asked = null;
            double meanStd = new MeanStd(configured).threshold(calibration.statistics());
            Double quantile = null;
            double meBin = Double.POSITIVE_INFINITY;
            List<Plateau> plateaus = List.of();
            for (Cut cut : binary.cuts())
                if (cut.rule() instanceof MeanStd found) {
                    asked = found;
                    meanStd = cut.threshold().value();
                } else if (cut.rule() instanceof MeBin) {
                    meBin = cut.threshold().value();
                    plateaus = cut.plateau().stream().toList();
                } else if (cut.rule() instanceof FixedThreshold)
                    quantile = cut.threshold().value();
            return new Pixels(
                    configured,
                    asked == null ? configured : asked.factor(),
                    meanStd,
                    plateaus,
                    quantile,
                    decision.rule() == PixelRule.QUANTILE
                            ? Rule.QUANTILE
                            : meBin < meanStd ? Rule.MEBIN : Rule.MEAN_STD,
                    decision.sensitivity(),
                    binary.threshold());
        }
    }

    /**
     * The decision about the image.
     *
     * @param score largest of the map
     * @param calibrated threshold that the false-alarm rate asks for
     * @param threshold the same, moved by the sensitivity
     * @param defective whether the score is beyond
     */
    public record Image(double score, AlarmThreshold calibrated, double threshold, boolean defective) {}

    /** Whether the rule of mean and deviations alone would have marked a region, at this sensitivity. */
    public boolean beyondMeanStd(Region region) {
        return region.peakScore() > new Sensitivity(decision.sensitivity()).move(pixels.meanStd, good.mean);
    }

    /** Whether MEBin alone would have marked a region, at this sensitivity. */
    public boolean beyondMeBin(Region region) {
        Sensitivity sensitivity = new Sensitivity(decision.sensitivity());
        return pixels.plateaus.stream().anyMatch(found -> region.peakScore() > sensitivity.move(found.to(), good.mean));
    }

    /** For people, line by line. */
    public List<String> lines() {
        return new ExplanationText(this).lines();
    }
}

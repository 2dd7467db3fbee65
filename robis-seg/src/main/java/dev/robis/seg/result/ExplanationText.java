package dev.robis.seg.result;

import dev.robis.seg.alarm.AlarmThreshold;
import dev.robis.seg.alarm.Interval;
import dev.robis.seg.binarize.Plateau;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An explanation in words. */
final class ExplanationText {

    private static final int REGIONS = 10;
    private static final MathContext DIGITS = new MathContext(2);

    private final Explanation all;
    private final List<String> lines = new ArrayList<>();

    ExplanationText(Explanation all) {
        this.all = all;
        image();
        scale();
        pixels();
        regions();
        repairs();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    private void add(String name, String format, Object... values) {
        lines.add(String.format(Locale.ROOT, "%-10s", name) + String.format(Locale.ROOT, format, values));
    }

    private void image() {
        Explanation.Image image = all.image();
        AlarmThreshold alarm = image.calibrated();
        add(
                "image",
                "score %.1f is %s threshold %.1f: %s",
                image.score(),
                image.defective() ? "beyond" : "within",
                image.threshold(),
                image.defective() ? "DEFECTIVE" : "good");
        add(
                "",
                "%.1f for %s false alarms (95 %%: %s): %s",
                alarm.value(),
                percent(alarm.falseAlarmRate()),
                scores(alarm.scores()),
                basis(alarm));
        add(
                "",
                "its own false-alarm rate is %s to %s (95 %%)",
                percent(alarm.rate().low()),
                percent(alarm.rate().high()));
        if (all.decision().sensitivity() != 1)
            add(
                    "",
                    "moved to %.1f by sensitivity %s",
                    image.threshold(),
                    number(all.decision().sensitivity()));
    }

    private static String basis(AlarmThreshold alarm) {
        return switch (alarm.basis()) {
            case ORDER_STATISTIC -> "by rank among " + alarm.images() + " good images";
            case LARGEST -> "the largest of " + alarm.images() + " good images, too few to tell this rate";
            case EXPONENTIAL_TAIL -> "extrapolated beyond " + alarm.images() + " good images by an exponential tail";
        };
    }

    private void scale() {
        Explanation.Good good = all.good();
        add(
                "scale",
                "raw scores %.4f to %.4f; good images %.4f to %.4f, which is 0 to 255",
                all.raw().min(),
                all.raw().max(),
                good.raw().min(),
                good.raw().max());
        add(
                "good",
                "%d images: mean %.1f, standard deviation %.1f, largest score of an image %.1f to %.1f",
                good.images(),
                good.mean(),
                good.standardDeviation(),
                good.maxima().min(),
                good.maxima().max());
    }

    private void pixels() {
        Explanation.Pixels pixels = all.pixels();
        if (pixels.quantile() != null)
            add(
                    "pixels",
                    "%s of the pixels of good images score below %.1f",
                    percent(all.decision().quantile()),
                    pixels.quantile());
        else meanStdAndMeBin(pixels);
        add(
                "",
                "cut at %.1f%s, by %s",
                pixels.threshold(),
                pixels.sensitivity() == 1 ? "" : " at sensitivity " + number(pixels.sensitivity()),
                switch (pixels.rule()) {
                    case MEBIN -> "MEBin";
                    case MEAN_STD -> "mean + std";
                    case QUANTILE -> "quantile";
                });
    }

    private void meanStdAndMeBin(Explanation.Pixels pixels) {
        String raised = pixels.deviations() > pixels.configured()
                ? "; " + number(pixels.configured()) + " were asked for, good images reach further"
                : "";
        add("pixels", "mean + %.2f std = %.1f%s", pixels.deviations(), pixels.meanStd(), raised);
        String range = String.format(
                Locale.ROOT,
                "%.1f to %.1f",
                all.good().maxima().min(),
                all.good().maxima().max());
        if (pixels.plateaus().isEmpty()) add("", "MEBin found no stable number of regions from %s", range);
        for (Plateau found : pixels.plateaus())
            add(
                    "",
                    "MEBin, from %s: %d regions at all %d scores tried from %.1f to %.1f",
                    range,
                    found.regions(),
                    found.scores(),
                    found.from(),
                    found.to());
    }

    private void regions() {
        if (all.regions().isEmpty()) add("regions", "none");
        for (Region region :
                all.regions().subList(0, Math.min(REGIONS, all.regions().size())))
            add(
                    "region",
                    "at (%d, %d), %dx%d, %d pixels, peak %.1f, mean %.1f: %s",
                    region.x(),
                    region.y(),
                    region.width(),
                    region.height(),
                    region.area(),
                    region.peakScore(),
                    region.meanScore(),
                    reason(region));
        if (all.regions().size() > REGIONS)
            add("", "and %d smaller ones", all.regions().size() - REGIONS);
    }

    private String reason(Region region) {
        if (all.pixels().rule() == Explanation.Rule.QUANTILE) return "by quantile";
        boolean meanStd = all.beyondMeanStd(region);
        if (meanStd && all.beyondMeBin(region)) return "by both rules";
        return meanStd ? "by mean + std alone" : "by MEBin alone";
    }

    private void repairs() {
        if (!all.leftOut().isEmpty()) add("without", "%s", all.leftOut());
    }

    private static String scores(Interval interval) {
        String low =
                Double.isInfinite(interval.low()) ? "below all" : String.format(Locale.ROOT, "%.1f", interval.low());
        return low
                + (Double.isInfinite(interval.high())
                        ? " and up"
                        : String.format(Locale.ROOT, " to %.1f", interval.high()));
    }

    private static String percent(double share) {
        return new BigDecimal(100 * share).round(DIGITS).stripTrailingZeros().toPlainString() + " %";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%s", value);
    }
}

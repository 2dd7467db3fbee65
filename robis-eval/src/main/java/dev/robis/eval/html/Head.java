package dev.robis.eval.html;

import dev.robis.eval.overlay.HeatScale;
import dev.robis.eval.overlay.Overlays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What comes before the categories, as {@code head.html} writes it.
 *
 * @param heat colours of the 256 levels, {@code rrggbb}
 * @param mostHeat share of the colour over the photograph at the highest level
 * @param ramp stops of the scale's picture
 */
record Head(
        ReportConfig config,
        String policy,
        String style,
        String heat,
        float mostHeat,
        List<Stop> ramp,
        String found,
        String truth,
        List<Summary.Column> columns,
        List<Summary.Row> rows) {

    private static final int LEVELS = 256;
    private static final int STOPS = 16;

    /** A colour at a share of the way. */
    record Stop(String at, String colour) {}

    static Head of(ReportConfig config, Summary summary) {
        HeatScale scale = new HeatScale(LEVELS - 1);
        StringBuilder heat = new StringBuilder();
        for (int level = 0; level < LEVELS; level++) heat.append(hex(scale.colour(level)));
        return new Head(
                config,
                ContentPolicy.of(Page.STYLE, Page.SCRIPT),
                Page.STYLE,
                heat.toString(),
                Overlays.MOST_HEAT,
                stops(),
                '#' + hex(Overlays.FOUND),
                '#' + hex(Overlays.TRUTH),
                summary.columns(),
                summary.rows());
    }

    private static List<Stop> stops() {
        HeatScale scale = new HeatScale(STOPS);
        return IntStream.rangeClosed(0, STOPS)
                .mapToObj(stop -> new Stop(Numbers.rate((double) stop / STOPS), '#' + hex(scale.colour(stop))))
                .toList();
    }

    private static String hex(int colour) {
        return String.format(Locale.ROOT, "%06x", colour);
    }
}

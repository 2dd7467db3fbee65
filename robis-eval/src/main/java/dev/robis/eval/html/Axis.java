package dev.robis.eval.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Brings values to places along one side of a chart.
 *
 * @param from value at the start
 * @param to value at the end, not {@code from}
 * @param start place of the first, in units of the drawing
 * @param end place of the second
 */
record Axis(double from, double to, double start, double end) {

    /** A labelled place. */
    record Tick(String place, String label) {}

    double place(double value) {
        return start + (value - from) / (to - from) * (end - start);
    }

    /** Ticks at round values: as many as asked for, or up to half as many more or less. */
    List<Tick> ticks(int about) {
        return ticks(step((to - from) / (1.5 * about)));
    }

    /** As {@link #ticks(int)}, at whole numbers. */
    List<Tick> wholeTicks(int about) {
        return ticks(Math.max(1, step((to - from) / (1.5 * about))));
    }

    private List<Tick> ticks(double step) {
        int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        List<Tick> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(from / step - 1e-9); i * step <= to + 1e-9 * step; i++)
            ticks.add(new Tick(
                    Numbers.plain(place(i * step)), String.format(Locale.ROOT, "%." + digits + "f", i * step)));
        return ticks;
    }

    /** The next of 1, 2 and 5 times a power of ten. */
    private static double step(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        for (int factor : new int[] {1, 2, 5}) if (factor * power >= atLeast * (1 - 1e-9)) return factor * power;
        return 10 * power;
    }
}

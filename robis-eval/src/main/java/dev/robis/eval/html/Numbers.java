package dev.robis.eval.html;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as people read them; a dash for what is undefined. */
final class Numbers {

    static final String UNDEFINED = "–";

    private Numbers() {}

    /** A rate, an area or an F1, in 0..1. */
    static String rate(OptionalDouble value) {
        return value.isPresent() ? rate(value.getAsDouble()) : UNDEFINED;
    }

    static String rate(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** A score, with four significant digits. */
    static String score(double value) {
        if (!Double.isFinite(value)) return Double.isNaN(value) ? UNDEFINED : value > 0 ? "∞" : "−∞";
        double size = Math.abs(value);
        int digits = size >= 1000 || size == 0 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** For the SVG and for attributes that the page's script reads. */
    static String plain(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}

package dev.robis.cli;

import java.util.Locale;

/** Numbers of bytes for people. */
final class Sizes {

    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};

    private Sizes() {}

    static String text(long bytes) {
        if (bytes < 1024) return bytes + " bytes";
        double value = bytes / 1024.0;
        int unit = 0;
        for (; value >= 1024 && unit < UNITS.length - 1; unit++) value /= 1024;
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}

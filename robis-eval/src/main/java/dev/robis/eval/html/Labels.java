package dev.robis.eval.html;

import java.util.Locale;

/** Words with numbers in them. */
final class Labels {

    private Labels() {}

    /** A share in percent, without needless digits: 5 %, 0.5 %. */
    static String percent(double share) {
        String digits = String.format(Locale.ROOT, "%.2f", 100 * share).replaceAll("\\.?0+$", "");
        return digits + " %";
    }

    static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}

package dev.robis.weights;

/** Text of a file as a message may show it: short, and without characters that a terminal would obey. */
final class Quote {

    private static final int MOST = 80;

    private Quote() {}

    static String of(String text) {
        return '"' + plain(text) + '"';
    }

    static String plain(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(MOST).forEach(c -> shown.appendCodePoint(isHarmless(c) ? c : '?'));
        return text.length() > MOST ? shown + "..." : shown.toString();
    }

    static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}

package dev.robis.eval.html;

import dev.robis.eval.ImageResult.Label;

/** Whether an image was judged rightly: it counts as found bad if its mask has a pixel. */
enum Verdict {
    FOUND("right", "✓ found"),
    PASSED("right", "✓ passed"),
    MISSED("missed", "✗ missed"),
    FALSE_ALARM("false-alarm", "! false alarm"),
    MARKED("unknown", "marked"),
    UNMARKED("unknown", "nothing marked");

    private final String group;
    private final String text;

    Verdict(String group, String text) {
        this.group = group;
        this.text = text;
    }

    static Verdict of(Label label, boolean marked) {
        return switch (label) {
            case GOOD -> marked ? FALSE_ALARM : PASSED;
            case BAD -> marked ? FOUND : MISSED;
            case UNKNOWN -> marked ? MARKED : UNMARKED;
        };
    }

    /** What the page's filter selects by. */
    String group() {
        return group;
    }

    /** For people. */
    String text() {
        return text;
    }
}

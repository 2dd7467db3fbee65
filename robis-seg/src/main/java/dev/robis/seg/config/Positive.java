package dev.robis.seg.config;

/** The check that most numbers of a configuration share. */
final class Positive {

    private Positive() {}

    static void require(String name, long value) {
        if (value <= 0) throw new IllegalArgumentException(name + " must be positive, found " + value);
    }
}

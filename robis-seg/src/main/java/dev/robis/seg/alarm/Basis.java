package dev.robis.seg.alarm;

/** Where an alarm threshold comes from. */
public enum Basis {

    /** One of the scores of good images. Holds whatever their distribution. */
    ORDER_STATISTIC,

    /**
     * The largest score of a good image, because the rate asked for is lower than so few images can tell and they are too
     * few to extrapolate. The rate is higher than asked for.
     */
    LARGEST,

    /** Beyond all of them, under the assumption that the upper half of the scores falls off exponentially. */
    EXPONENTIAL_TAIL
}

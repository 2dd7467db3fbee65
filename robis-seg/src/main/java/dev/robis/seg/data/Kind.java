package dev.robis.seg.data;

/** What the data set says of an image. */
public enum Kind {
    GOOD,
    BAD,
    /** The data set does not tell, as in the private splits of MVTec AD 2. */
    UNKNOWN
}

package dev.robis.seg.refine;

/** What becomes of a coarse component of which no pixel was found again. */
public enum Missed {
    /** It is lost, as in the reference: also where it was too small to be asked about. */
    DROP,
    /** It stays as it was. */
    KEEP
}

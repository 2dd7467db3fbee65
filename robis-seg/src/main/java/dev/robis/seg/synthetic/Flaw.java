package dev.robis.seg.synthetic;

/** A kind of defect. */
interface Flaw {

    /**
     * @param canvas shows the flawless piece; the defect is painted over it and marked. Modified.
     * @param piece the piece that is spoilt
     */
    void spoil(Canvas canvas, Workpiece piece, Dice dice);

    /** A place for the middle of a defect, away from the borders. */
    static double place(Dice dice, int size) {
        return size * dice.uniform(0.2, 0.8);
    }
}

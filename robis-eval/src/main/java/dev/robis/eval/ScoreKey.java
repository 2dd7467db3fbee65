package dev.robis.eval;

/** Floats as integers that rise while the score falls, so that sorting them ascending puts the most anomalous first. */
final class ScoreKey {

    private ScoreKey() {}

    /**
     * @param score not NaN; the two zeros share a key
     */
    static int of(float score) {
        return ~flip(Float.floatToRawIntBits(score + 0.0f)); // -0.0 + 0.0 is 0.0
    }

    static float score(int key) {
        return Float.intBitsToFloat(flip(~key));
    }

    /** Negative floats rise with the magnitude of their bits; turning those bits over mends it. Its own inverse. */
    private static int flip(int bits) {
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }
}

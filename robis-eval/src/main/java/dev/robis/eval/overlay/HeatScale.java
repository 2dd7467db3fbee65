package dev.robis.eval.overlay;

/**
 * A colour map for scores, from black over violet and orange to pale yellow (colours of matplotlib's "inferno"). Its lightness
 * rises evenly, so that it is also readable in grey and with any kind of colour blindness.
 *
 * @param max score with the brightest colour, above 0 and finite. A score of 0 is black, and higher scores than this look
 *     like it.
 */
public record HeatScale(float max) {

    private static final int[] STOPS = {
        0x000004, 0x1b0c41, 0x4a0c6b, 0x781c6d, 0xa52c60, 0xcf4446, 0xed6925, 0xfb9b06, 0xf7d13d, 0xfcffa4
    };

    public HeatScale {
        if (!(max > 0 && Float.isFinite(max)))
            throw new IllegalArgumentException(
                    "the score of the brightest colour must be positive and finite, found " + max);
    }

    /**
     * Share of the way from black to the brightest colour, 0 to 1.
     */
    float share(float score) {
        return Math.max(0, Math.min(1, score / max));
    }

    /** Colour of a score, {@code 0xRRGGBB}. */
    public int colour(float score) {
        float at = share(score) * (STOPS.length - 1);
        int below = Math.min((int) at, STOPS.length - 2);
        return Blend.of(STOPS[below], STOPS[below + 1], at - below);
    }
}

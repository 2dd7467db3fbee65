package dev.robis.eval.overlay;

/**
 * Colours for scores: from black over violet and orange to pale yellow, evenly in lightness, so that it also reads in
 * grey and with any colour blindness (stops of matplotlib's "inferno").
 *
 * @param max score of the brightest colour; 0 is black, and everything beyond is as bright
 */
public record HeatScale(float max) {

    private static final int[] STOPS = {
        0x000004, 0x1b0c41, 0x4a0c6b, 0x781c6d, 0xa52c60, 0xcf4446, 0xed6925, 0xfb9b06, 0xf7d13d, 0xfcffa4
    };

    public HeatScale {
        if (!(max > 0 && Float.isFinite(max)))
            throw new IllegalArgumentException("the brightest score must be positive, found " + max);
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

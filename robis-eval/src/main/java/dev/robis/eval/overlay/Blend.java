package dev.robis.eval.overlay;

/** Mixes colours {@code 0xRRGGBB}. */
final class Blend {

    private Blend() {}

    /**
     * @param share of the second colour, 0 to 1
     */
    static int of(int first, int second, float share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = (first >> shift) & 255;
            int b = (second >> shift) & 255;
            mixed |= Math.round(a + (b - a) * share) << shift;
        }
        return mixed;
    }
}

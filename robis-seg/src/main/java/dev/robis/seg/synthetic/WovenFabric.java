package dev.robis.seg.synthetic;

/** Plain weave of a dark warp and a light weft: threads pass over each other in turn, and none is quite like the next. */
record WovenFabric(Pose pose, double pitch, Noise threads, Noise warpage) implements Workpiece {

    private static final Colour WARP = new Colour(0.33, 0.42, 0.55);
    private static final Colour WEFT = new Colour(0.72, 0.69, 0.62);
    private static final Colour GAP = new Colour(0.13, 0.14, 0.17);
    private static final Material MATERIAL =
            new Material(WEFT, new Colour(0.62, 0.48, 0.34), new Colour(0.06, 0.06, 0.07), 0, true);

    static WovenFabric make(Dice dice, int width, int height) {
        return new WovenFabric(
                Pose.roll(dice, width, height, 4),
                dice.uniform(7.6, 8.2),
                new Noise(dice.bits()),
                new Noise(dice.bits()));
    }

    @Override
    public Material material() {
        return MATERIAL;
    }

    @Override
    public void paint(Canvas canvas) {
        for (int y = 0; y < canvas.height(); y++) {
            for (int x = 0; x < canvas.width(); x++) {
                double u = pose.u(x, y) + 2.5 * warpage.at(x / 90.0, y / 90.0);
                double v = pose.v(x, y) + 2.5 * warpage.at(x / 90.0 + 50, y / 90.0);
                canvas.set(x, y, weave(u / pitch, v / pitch).times(1 + 0.05 * warpage.at(x / 40.0, y / 40.0 + 90)));
            }
        }
    }

    /** @param u across the warp threads and {@code v} across the weft threads, in threads */
    private Colour weave(double u, double v) {
        long i = (long) Math.floor(u), j = (long) Math.floor(v);
        double warp = bulge(u - i - 0.5), weft = bulge(v - j - 0.5);
        boolean even = (i + j) % 2 == 0;
        double over = (even ? 1 : -1) * arch(v - j), under = (even ? -1 : 1) * arch(u - i);
        boolean warpOnTop = warp > 0 && (weft <= 0 || over + 0.5 * warp >= under + 0.5 * weft);
        if (!warpOnTop && weft <= 0) return GAP;
        return warpOnTop
                ? thread(
                        WARP,
                        warp,
                        over,
                        threads.lattice(i, 0),
                        threads.at(u * 3, v * 0.8),
                        threads.at(i * 9.7, v / 14))
                : thread(
                        WEFT,
                        weft,
                        under,
                        threads.lattice(j, 1),
                        threads.at(u * 0.8, v * 3),
                        threads.at(u / 14, j * 9.7));
    }

    /**
     * @param bulge height across the thread, 0 to 1
     * @param lift height along it, -1 to 1
     */
    private static Colour thread(Colour colour, double bulge, double lift, double own, double fibre, double slub) {
        return colour.times((0.5 + 0.5 * bulge) * (0.84 + 0.2 * lift) * (1 + 0.09 * own + 0.07 * fibre + 0.06 * slub));
    }

    /** Rise of a thread over one that it crosses, 0 at both ends. */
    private static double arch(double t) {
        return 4 * t * (1 - t);
    }

    private static double bulge(double offset) {
        double s = 2.06 * offset;
        return s * s < 1 ? Math.sqrt(1 - s * s) : 0;
    }
}

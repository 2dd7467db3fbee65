package dev.robis.seg.synthetic;

/** Sheet brushed along one direction: fine streaks, and a soft band of reflected light across them. */
record BrushedMetal(Pose pose, double bandAt, double bandWidth, double bandTilt, Noise streaks) implements Workpiece {

    private static final Colour STEEL = new Colour(0.97, 0.99, 1.01);
    private static final Material MATERIAL =
            new Material(new Colour(0.9, 0.91, 0.92), new Colour(0.7, 0.6, 0.46), new Colour(0.1, 0.1, 0.11), 1, false);

    static BrushedMetal make(Dice dice, int width, int height) {
        return new BrushedMetal(
                Pose.roll(dice, width, height, 3),
                dice.uniform(0.2, 0.8) * width,
                dice.uniform(0.28, 0.4) * width,
                dice.uniform(-0.25, 0.25),
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
                double u = pose.u(x, y), v = pose.v(x, y);
                double band = (x + bandTilt * y - bandAt) / bandWidth;
                double shine = 1 / (1 + band * band);
                shine *= shine;
                double streak = 0.45 * streaks.at(u / 110, v * 0.9)
                        + 0.35 * streaks.at(u / 45 + 300, v * 1.7)
                        + 0.5 * streaks.at(u / 260 + 700, v * 0.28)
                        + 0.2 * streaks.at(u / 9 + 900, v * 2.3);
                canvas.set(x, y, STEEL.times(0.5 + 0.14 * shine + (0.055 + 0.025 * shine) * streak));
            }
        }
    }
}

package dev.robis.seg.synthetic;

import java.util.ArrayList;
import java.util.List;

/** Grains poured at random on a dark tray, later ones on top: shaded ellipsoids with a crease and a small shadow. */
record ScatteredGrains(List<Grain> grains, Noise skin) implements Workpiece {

    private static final double SPACING = 12.5;
    private static final Colour TRAY = new Colour(0.15, 0.14, 0.14);
    private static final Colour PALE = new Colour(0.86, 0.69, 0.44);
    private static final Colour BROWN = new Colour(0.68, 0.46, 0.26);
    private static final double LIGHT_X = -0.45, LIGHT_Y = -0.5, LIGHT_Z = 0.74;
    private static final Material MATERIAL =
            new Material(PALE, new Colour(0.22, 0.24, 0.27), new Colour(0.07, 0.05, 0.04), 0, false);

    /** One grain: its middle, half axes, direction and colour. */
    record Grain(double x, double y, double length, double width, double cos, double sin, Colour colour) {}

    ScatteredGrains {
        grains = List.copyOf(grains);
    }

    static ScatteredGrains make(Dice dice, int width, int height) {
        List<Grain> grains = new ArrayList<>();
        for (double y = -SPACING; y < height + SPACING; y += SPACING)
            for (double x = -SPACING; x < width + SPACING; x += SPACING) grains.add(grain(dice, x, y));
        for (int i = grains.size() - 1; i > 0; i--) {
            int other = dice.below(i + 1);
            Grain grain = grains.get(i);
            grains.set(i, grains.get(other));
            grains.set(other, grain);
        }
        return new ScatteredGrains(grains, new Noise(dice.bits()));
    }

    private static Grain grain(Dice dice, double x, double y) {
        double angle = dice.uniform(0, Math.PI);
        return new Grain(
                x + dice.uniform(-0.6, 0.6) * SPACING,
                y + dice.uniform(-0.6, 0.6) * SPACING,
                dice.uniform(11, 14),
                dice.uniform(6, 7.6),
                StrictMath.cos(angle),
                StrictMath.sin(angle),
                PALE.mix(BROWN, dice.uniform(0, 1)).times(dice.uniform(0.92, 1.05)));
    }

    @Override
    public Material material() {
        return MATERIAL;
    }

    @Override
    public void paint(Canvas canvas) {
        for (int y = 0; y < canvas.height(); y++) for (int x = 0; x < canvas.width(); x++) canvas.set(x, y, TRAY);
        for (Grain grain : grains) {
            int reach = (int) grain.length + 5;
            int left = Math.max(0, (int) grain.x - reach), right = Math.min(canvas.width(), (int) grain.x + reach);
            int top = Math.max(0, (int) grain.y - reach), bottom = Math.min(canvas.height(), (int) grain.y + reach);
            for (int y = top; y < bottom; y++) for (int x = left; x < right; x++) paint(grain, canvas, x, y);
        }
    }

    private void paint(Grain grain, Canvas canvas, int x, int y) {
        double dx = x - grain.x, dy = y - grain.y;
        double p = (grain.cos * dx + grain.sin * dy) / grain.length;
        double q = (grain.cos * dy - grain.sin * dx) / grain.width;
        double radius = Math.sqrt(p * p + q * q);
        double cover = Math.max(0, Math.min(1, (1 - radius) * grain.width + 0.5));
        if (cover < 1) canvas.set(x, y, canvas.get(x, y).times(1 - 0.55 * shadow(grain, dx - 1.6, dy - 2)));
        if (cover > 0) canvas.blend(x, y, shaded(grain, p, q, Math.min(1, radius), x, y), cover);
    }

    /** Darkness beside the grain, 0 to 1. */
    private static double shadow(Grain grain, double dx, double dy) {
        double p = (grain.cos * dx + grain.sin * dy) / (grain.length + 1.5);
        double q = (grain.cos * dy - grain.sin * dx) / (grain.width + 1.5);
        return Math.max(0, Math.min(1, (1 - Math.sqrt(p * p + q * q)) * 4));
    }

    private Colour shaded(Grain grain, double p, double q, double radius, int x, int y) {
        double height = Math.sqrt(1 - radius * radius);
        double across = 0.85 * q, along = 0.6 * p;
        double normalX = grain.cos * along - grain.sin * across, normalY = grain.sin * along + grain.cos * across;
        double light = Math.max(0, LIGHT_X * normalX + LIGHT_Y * normalY + LIGHT_Z * Math.max(0.3, height));
        double crease = StrictMath.exp(-(q * q) * 60) * Math.max(0, 1 - p * p * 1.3);
        double texture = 1 + 0.07 * skin.rough(x / 2.5, y / 2.5) - 0.28 * crease;
        return grain.colour.times((0.36 + 0.72 * light) * texture);
    }
}

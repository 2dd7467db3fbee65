package dev.robis.seg.synthetic;

/** A hole or pit: dark, with a shining edge in metal and loose threads in what frays. */
final class Hole implements Flaw {

    private static final double EDGE = 1.8;

    @Override
    public void spoil(Canvas canvas, Workpiece piece, Dice dice) {
        Material material = piece.material();
        double radius = dice.uniform(9, 14);
        double middleX = Flaw.place(dice, canvas.width()), middleY = Flaw.place(dice, canvas.height());
        Region hole = Region.Blob.roll(dice, middleX, middleY, radius, dice.uniform(1, 1.2), 0.16);
        hole.visit(canvas, EDGE, (x, y, depth) -> {
            // Light falls from the upper left, so the lower right of the edge shines.
            double facing = (x - middleX + y - middleY) / (1.5 * radius);
            double edge = Region.cover(depth + EDGE) * (1 - Region.ramp(depth, 0, 2));
            Colour rim = canvas.get(x, y).times(material.fibrous() ? 0.7 : 1 + 0.6 * material.gloss() * facing);
            canvas.blend(x, y, rim, edge);
            Colour ground = material.hole().times(1 + 0.6 * Math.max(0, facing));
            canvas.blend(x, y, ground, Region.ramp(depth, -0.5, material.fibrous() ? 1.5 : 3));
            if (depth > 0 || (edge > 0.5 && !material.fibrous())) canvas.mark(x, y);
        });
        if (material.fibrous()) fray(canvas, hole, material.bare(), radius, dice);
    }

    /** Ends of torn threads that reach into the hole. */
    private static void fray(Canvas canvas, Region hole, Colour colour, double radius, Dice dice) {
        Region.Circle bounds = hole.bounds();
        int count = 7 + dice.below(5);
        for (int i = 0; i < count; i++) {
            double at = 2 * Math.PI * (i + dice.uniform(-0.3, 0.3)) / count;
            double out = radius * dice.uniform(0.75, 0.9);
            Region thread = Region.Stroke.arc(
                    bounds.x() + out * StrictMath.cos(at),
                    bounds.y() + out * StrictMath.sin(at),
                    at + dice.uniform(-0.6, 0.6),
                    radius * dice.uniform(0.4, 0.9),
                    dice.uniform(-0.2, 0.2),
                    0.7);
            Colour shade = colour.times(dice.uniform(0.55, 0.9));
            thread.visit(canvas, 0.5, (x, y, depth) -> {
                if (hole.depth(x, y) > 0) canvas.blend(x, y, shade, 0.8 * Region.cover(depth));
            });
        }
    }
}

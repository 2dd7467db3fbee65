package dev.robis.seg.synthetic;

/** A long thin line that lays the bare material open, with a burr that throws a shadow on one side. */
final class Scratch implements Flaw {

    /** How far the shadow falls, right and down, pixels. */
    private static final double BURR = 0.9;

    @Override
    public void spoil(Canvas canvas, Workpiece piece, Dice dice) {
        // Neither along the brushing of metal nor along the rows of a print, where it could pass for part of them.
        double angle = StrictMath.toRadians(dice.uniform(28, 152));
        double length = dice.uniform(70, 130);
        Region scratch = Region.Stroke.arc(
                Flaw.place(dice, canvas.width()),
                Flaw.place(dice, canvas.height()),
                angle,
                length,
                dice.sign() * dice.uniform(0.005, 0.05),
                dice.uniform(0.9, 1.3));
        Noise pressure = new Noise(dice.bits());
        Colour bare = piece.material().bare();
        scratch.visit(canvas, 2 * BURR, (x, y, depth) -> {
            double strength = 0.75 + 0.25 * pressure.rough(x / 5.0, y / 5.0);
            double burr = Region.cover(scratch.depth(x - BURR, y - BURR));
            canvas.blend(x, y, canvas.get(x, y).times(0.55), strength * burr);
            canvas.blend(x, y, bare, strength * Region.cover(depth));
            if (depth > 0 || burr > 0.5) canvas.mark(x, y);
        });
    }
}

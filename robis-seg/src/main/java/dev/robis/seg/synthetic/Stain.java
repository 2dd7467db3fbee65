package dev.robis.seg.synthetic;

/** A dried spill: the product shows through, darker towards the rim. */
final class Stain implements Flaw {

    @Override
    public void spoil(Canvas canvas, Workpiece piece, Dice dice) {
        Region stain = Region.Blob.roll(
                dice,
                Flaw.place(dice, canvas.width()),
                Flaw.place(dice, canvas.height()),
                dice.uniform(17, 28),
                dice.uniform(1, 1.25),
                0.22);
        Noise cloud = new Noise(dice.bits());
        double strength = dice.uniform(0.6, 0.8);
        Colour tint = piece.material().stain();
        stain.visit(canvas, 0, (x, y, depth) -> {
            double rim = Region.ramp(depth, -0.5, 2.5) * (1 - Region.ramp(depth, 2.5, 7));
            double body = Region.ramp(depth, -0.5, 3.5) * strength * (1 + 0.25 * cloud.rough(x / 9.0, y / 9.0));
            canvas.blend(x, y, tint.over(canvas.get(x, y)), Math.min(1, body + 0.3 * rim));
            canvas.mark(x, y);
        });
    }
}

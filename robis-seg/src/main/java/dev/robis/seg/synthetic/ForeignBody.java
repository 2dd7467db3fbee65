package dev.robis.seg.synthetic;

import java.util.List;

/** Something that does not belong: a splinter of plastic, a pebble, or on cloth a loose thread. It throws a small shadow. */
final class ForeignBody implements Flaw {

    private static final List<Colour> PLASTICS =
            List.of(new Colour(0.15, 0.36, 0.66), new Colour(0.2, 0.5, 0.32), new Colour(0.7, 0.2, 0.2));
    private static final Colour STONE = new Colour(0.4, 0.4, 0.42);
    private static final double SHADOW_X = 1.5, SHADOW_Y = 2;

    @Override
    public void spoil(Canvas canvas, Workpiece piece, Dice dice) {
        double x = Flaw.place(dice, canvas.width()), y = Flaw.place(dice, canvas.height());
        Colour plastic = PLASTICS.get(dice.below(PLASTICS.size()));
        if (piece.material().fibrous()) {
            lay(canvas, thread(dice, x, y), plastic, 1.4, dice);
        } else if (dice.sign() > 0) {
            lay(canvas, Region.Shard.roll(dice, x, y, dice.uniform(11, 17)), plastic, 1.2, dice);
        } else {
            lay(canvas, Region.Blob.roll(dice, x, y, dice.uniform(9, 13), dice.uniform(1, 1.2), 0.1), STONE, 7, dice);
        }
    }

    private static Region thread(Dice dice, double x, double y) {
        return Region.Stroke.arc(
                x,
                y,
                dice.uniform(0, Math.PI),
                dice.uniform(50, 85),
                dice.sign() * dice.uniform(0.15, 0.3),
                dice.uniform(1.7, 2.3));
    }

    /** @param rounding width of the edge over which the body curves down, pixels */
    private static void lay(Canvas canvas, Region body, Colour colour, double rounding, Dice dice) {
        Noise surface = new Noise(dice.bits());
        body.visit(canvas, 4, (x, y, depth) -> {
            double shadow = Region.ramp(body.depth(x - SHADOW_X, y - SHADOW_Y), -1.5, 1.5);
            canvas.set(x, y, canvas.get(x, y).times(1 - 0.45 * shadow));
        });
        body.visit(canvas, 0.5, (x, y, depth) -> {
            // The slope of the depth tells which way the edge faces: towards the light from the upper left, or away.
            double facing = body.depth(x + 1, y + 1) - body.depth(x - 1, y - 1);
            double edge = 1 - Region.ramp(depth, 0, rounding);
            double light = 1 + 0.22 * edge * facing + 0.1 * surface.rough(x / 3.0, y / 3.0);
            canvas.blend(x, y, colour.times(light), Region.cover(depth));
            if (depth > 0) canvas.mark(x, y);
        });
    }
}

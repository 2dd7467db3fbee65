package dev.robis.seg.synthetic;

import java.util.List;

/** On one motif of a printed sheet an ink is shifted, or the motif is missing or printed twice. The ground truth is where that shows. */
final class Misprint implements Flaw {

    private static final double VISIBLE = 0.02;

    @Override
    public void spoil(Canvas canvas, Workpiece piece, Dice dice) {
        if (!(piece instanceof PrintedPattern sheet))
            throw new IllegalArgumentException("a misprint needs a printed pattern, found " + piece);
        int width = canvas.width(), height = canvas.height();
        List<PrintedPattern.Cell> cells = sheet.cellsWithin(width, height, PrintedPattern.CELL_HEIGHT / 2);
        PrintedPattern.Cell cell = cells.get(dice.below(cells.size()));
        Badge.Print print = roll(dice);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                Colour spoilt = sheet.at(x, y, print, cell);
                if (spoilt.distance(canvas.get(x, y)) > VISIBLE) canvas.mark(x, y);
                canvas.set(x, y, spoilt);
            }
        }
    }

    /** Offsets are smaller than the distance of a badge from the edge of its cell. */
    private static Badge.Print roll(Dice dice) {
        double dx = dice.sign() * dice.uniform(9, 13), dy = dice.sign() * dice.uniform(4, 7);
        return switch (dice.below(3)) {
            case 0 -> Badge.Print.misregistered(dx, dy);
            case 1 -> Badge.Print.doubled(dx, dy, dice.uniform(0.55, 0.8));
            default -> Badge.Print.MISSING;
        };
    }
}

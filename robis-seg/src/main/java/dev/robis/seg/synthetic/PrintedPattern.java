package dev.robis.seg.synthetic;

import java.util.ArrayList;
import java.util.List;

/** Coated board printed in two inks with rows of a badge and its lettering, every other row shifted by half a badge. */
record PrintedPattern(Pose pose, Noise paper, double inkStrength) implements Workpiece {

    /** Distance of neighbouring badges along and across a row, pixels. */
    static final double CELL_WIDTH = 92;

    static final double CELL_HEIGHT = 88;

    private static final Colour PAPER = new Colour(0.9, 0.87, 0.8);
    private static final Colour TEAL = new Colour(0.1, 0.38, 0.44);
    private static final Colour RED = new Colour(0.8, 0.3, 0.16);
    private static final Material MATERIAL =
            new Material(new Colour(0.66, 0.56, 0.44), new Colour(0.72, 0.56, 0.38), Colour.grey(0.08), 0.2, false);

    static PrintedPattern make(Dice dice, int width, int height) {
        return new PrintedPattern(
                Pose.roll(dice, width, height, 2.5), new Noise(dice.bits()), dice.uniform(0.88, 0.97));
    }

    @Override
    public Material material() {
        return MATERIAL;
    }

    @Override
    public void paint(Canvas canvas) {
        for (int y = 0; y < canvas.height(); y++)
            for (int x = 0; x < canvas.width(); x++) canvas.set(x, y, at(x, y, Badge.Print.CORRECT, Cell.NONE));
    }

    /** Colour of a pixel of a sheet on which one badge is printed differently. */
    Colour at(int x, int y, Badge.Print changed, Cell changedCell) {
        double u = pose.u(x, y), v = pose.v(x, y);
        Cell cell = Cell.at(u, v);
        Badge.Print print = cell.equals(changedCell) ? changed : Badge.Print.CORRECT;
        double du = u - cell.centreU(), dv = v - cell.centreV();
        double fibre = 0.016 * paper.rough(x / 3.0, y / 3.0) + 0.012 * paper.at(x / 25.0, y / 25.0);
        double mottle = inkStrength * (1 + 0.06 * paper.at(x / 2.2 + 400, y / 2.2));
        return PAPER.plus(fibre)
                .mix(RED, Math.min(1, mottle) * print.red(du, dv))
                .mix(TEAL, Math.min(1, mottle) * print.teal(du, dv));
    }

    /** Badges that lie within the image, with a margin to its border. */
    List<Cell> cellsWithin(int width, int height, double margin) {
        List<Cell> cells = new ArrayList<>();
        Cell middle = Cell.at(pose.u(width / 2.0, height / 2.0), pose.v(width / 2.0, height / 2.0));
        long reach = (long) ((width + height) / CELL_HEIGHT) + 1;
        for (long row = middle.row - reach; row <= middle.row + reach; row++) {
            for (long column = middle.column - reach; column <= middle.column + reach; column++) {
                Cell cell = new Cell(column, row);
                double x = pose.x(cell.centreU(), cell.centreV()), y = pose.y(cell.centreU(), cell.centreV());
                if (Math.min(x, width - x) >= margin && Math.min(y, height - y) >= margin) cells.add(cell);
            }
        }
        return cells;
    }

    /** Place of one badge on the sheet. */
    record Cell(long column, long row) {

        static final Cell NONE = new Cell(Long.MIN_VALUE, Long.MIN_VALUE);

        static Cell at(double u, double v) {
            long row = (long) Math.floor(v / CELL_HEIGHT);
            return new Cell((long) Math.floor(u / CELL_WIDTH - shift(row)), row);
        }

        double centreU() {
            return (column + 0.5 + shift(row)) * CELL_WIDTH;
        }

        double centreV() {
            return (row + 0.5) * CELL_HEIGHT;
        }

        private static double shift(long row) {
            return row % 2 == 0 ? 0 : 0.5;
        }
    }
}

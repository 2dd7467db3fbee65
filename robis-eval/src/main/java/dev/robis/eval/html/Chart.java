package dev.robis.eval.html;

import java.util.List;

/**
 * A drawing with two axes, as {@code chart.svg} draws it: in a box of {@value #WIDTH} by {@value #HEIGHT} units, with the axes
 * where the constants say.
 *
 * @param id unique on the page
 * @param title above it
 * @param description for those who do not see it
 * @param across label of the horizontal axis
 * @param up label of the vertical axis
 * @param xTicks along the horizontal axis
 * @param yTicks along the vertical axis
 * @param shapes of which it consists, the first at the bottom
 * @param legend what they are
 */
record Chart(
        String id,
        String title,
        String description,
        String across,
        String up,
        List<Axis.Tick> xTicks,
        List<Axis.Tick> yTicks,
        List<Shape> shapes,
        List<Shape> legend) {

    static final int WIDTH = 340;
    static final int HEIGHT = 250;
    static final int LEFT = 54;
    static final int RIGHT = WIDTH - 10;
    static final int TOP = 8;
    static final int BOTTOM = HEIGHT - 46;

    /** A diamond around a place. */
    static final String MASKS = "M%sm0-5.5l5.5 5.5l-5.5 5.5l-5.5-5.5z";

    /** A ring around a place. */
    static final String BEST = "M%sm-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z";

    /**
     * A path of SVG.
     *
     * @param kind class of the style sheet
     * @param path its data
     * @param label what it means, for a legend or a tooltip
     */
    record Shape(String kind, String path, String label) {

        boolean hatched() {
            return kind.equals("bad");
        }

        /** The shape in a legend, in a box of 20 by 12 units. */
        String swatch() {
            return switch (kind) {
                case "area", "good", "bad" -> "M2 1H18V11H2z";
                case "masks" -> MASKS.formatted("10 6");
                case "best" -> BEST.formatted("10 6");
                default -> "M1 6H19";
            };
        }
    }

    static Axis horizontal(double from, double to) {
        return new Axis(from, to, LEFT, RIGHT);
    }

    static Axis vertical(double to) {
        return new Axis(0, to, BOTTOM, TOP);
    }

    /** Whether there is anything to draw. */
    boolean drawn() {
        return !shapes.isEmpty();
    }
}

package dev.robis.seg.synthetic;

/** The printed motif: a red sun in a teal ring over the word ROBIS. Distances in pixels from its middle, y downwards. */
final class Badge {

    private static final double MIDDLE_Y = -10;
    private static final double RING = 23, RING_WIDTH = 2.4;
    private static final double SUN = 8.5, RAY_FROM = 11.5, RAY_TO = 17.5, RAY_WIDTH = 1.5;
    private static final int RAYS = 10;

    private static final double TEXT_TOP = 22, DOT = 1.75;
    private static final int LETTER_HEIGHT = 7; // dots
    private static final String[] TEXT = {
        "####...###..####..###...####.",
        "#...#.#...#.#...#..#...#.....",
        "#...#.#...#.#...#..#...#.....",
        "####..#...#.####...#....###..",
        "#.#...#...#.#...#..#.......#.",
        "#..#..#...#.#...#..#.......#.",
        "#...#..###..####..###..####..",
    };

    private Badge() {}

    /** How a badge came out of the press: how much each ink covers at a place, 0 to 1. */
    interface Print {

        Print CORRECT = new Print() {
            @Override
            public double red(double x, double y) {
                return sun(x, y - MIDDLE_Y);
            }

            @Override
            public double teal(double x, double y) {
                return Math.max(ring(x, y - MIDDLE_Y), text(x, y));
            }
        };

        Print MISSING = new Print() {
            @Override
            public double red(double x, double y) {
                return 0;
            }

            @Override
            public double teal(double x, double y) {
                return 0;
            }
        };

        double red(double x, double y);

        double teal(double x, double y);

        /** The red plate off its place against the teal one. */
        static Print misregistered(double dx, double dy) {
            return new Print() {
                @Override
                public double red(double x, double y) {
                    return CORRECT.red(x - dx, y - dy);
                }

                @Override
                public double teal(double x, double y) {
                    return CORRECT.teal(x, y);
                }
            };
        }

        /** Printed twice, the second time paler. */
        static Print doubled(double dx, double dy, double strength) {
            return new Print() {
                @Override
                public double red(double x, double y) {
                    return Math.max(CORRECT.red(x, y), strength * CORRECT.red(x - dx, y - dy));
                }

                @Override
                public double teal(double x, double y) {
                    return Math.max(CORRECT.teal(x, y), strength * CORRECT.teal(x - dx, y - dy));
                }
            };
        }
    }

    private static double ring(double x, double y) {
        return edge(RING_WIDTH - Math.abs(Math.sqrt(x * x + y * y) - RING));
    }

    private static double sun(double x, double y) {
        double radius = Math.sqrt(x * x + y * y);
        if (radius > RAY_TO + 1) return 0;
        double sector = 2 * Math.PI / RAYS, angle = StrictMath.atan2(y, x);
        double off = angle - sector * Math.floor(angle / sector + 0.5);
        double along = radius * StrictMath.cos(off), across = radius * StrictMath.sin(off);
        double ray = Math.min(RAY_WIDTH - Math.abs(across), Math.min(along - RAY_FROM, RAY_TO - along));
        return edge(Math.max(SUN - radius, ray));
    }

    private static double text(double x, double y) {
        double left = -TEXT[0].length() * DOT / 2;
        double column = (x - left) / DOT, row = (y - TEXT_TOP) / DOT;
        if (column < -1 || row < -1 || column > TEXT[0].length() + 1 || row > LETTER_HEIGHT + 1) return 0;
        double cover = 0;
        for (int j = (int) Math.floor(row - 1); j <= row + 1; j++)
            for (int i = (int) Math.floor(column - 1); i <= column + 1; i++)
                if (isInked(i, j)) cover += overlap(column - i) * overlap(row - j);
        return Math.min(1, cover);
    }

    private static boolean isInked(int column, int row) {
        return row >= 0
                && row < LETTER_HEIGHT
                && column >= 0
                && column < TEXT[row].length()
                && TEXT[row].charAt(column) == '#';
    }

    /** Share of a pixel, as wide as 1/DOT dots, within the dot from 0 to 1. */
    private static double overlap(double at) {
        double half = 0.5 / DOT;
        return Math.max(0, Math.min(1, at + half) - Math.max(0, at - half)) / (2 * half);
    }

    /** Cover of a pixel at a signed distance inside an edge. */
    private static double edge(double inside) {
        return Math.max(0, Math.min(1, inside + 0.5));
    }
}

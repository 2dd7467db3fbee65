package dev.robis.nn.vit;

/**
 * The cubic spline through given points whose third derivative is continuous at the second and the last but one point
 * too (de Boor, "A Practical Guide to Splines", chapter IV): what FITPACK interpolates with where no smoothing is asked
 * for. Beyond the points it keeps the value of the nearest. Immutable.
 */
final class NotAKnotSpline {

    private static final int FEWEST = 4;

    private final double[] x;
    private final double[] y;
    private final double[] slope;

    /**
     * @param x ascending, at least four. Not modified, not copied.
     * @param y as many. Not modified, not copied.
     */
    NotAKnotSpline(double[] x, double[] y) {
        if (x.length < FEWEST || y.length != x.length)
            throw new IllegalArgumentException("a cubic spline needs at least " + FEWEST
                    + " points and as many values, found " + x.length + " and " + y.length);
        this.x = x;
        this.y = y;
        this.slope = slopes(x, y);
    }

    /** Its value at any position. */
    double at(double position) {
        double t = Math.min(Math.max(position, x[0]), x[x.length - 1]);
        int i = 0;
        while (i < x.length - 2 && t > x[i + 1]) i++;
        double h = x[i + 1] - x[i];
        double s = (t - x[i]) / h;
        double r = 1 - s;
        return r * r * (y[i] * (1 + 2 * s) + slope[i] * h * s)
                + s * s * (y[i + 1] * (1 + 2 * r) - slope[i + 1] * h * r); // cubic Hermite
    }

    /** First derivatives at the points: a tridiagonal system, solved without pivoting. */
    private static double[] slopes(double[] x, double[] y) {
        int n = x.length;
        double[] h = new double[n - 1];
        double[] chord = new double[n - 1];
        for (int i = 0; i < n - 1; i++) {
            h[i] = x[i + 1] - x[i];
            if (!(h[i] > 0)) throw new IllegalArgumentException("points must ascend, found " + x[i] + ", " + x[i + 1]);
            chord[i] = (y[i + 1] - y[i]) / h[i];
        }
        double[] above = new double[n]; // superdiagonal, eliminated so far
        double[] slope = new double[n]; // right-hand side, then the solution
        above[0] = (h[0] + h[1]) / h[1];
        slope[0] = end(h[0], h[1], chord[0], chord[1]) / h[1];
        for (int i = 1; i < n - 1; i++) {
            double diagonal = 2 * (h[i - 1] + h[i]) - h[i] * above[i - 1];
            above[i] = h[i - 1] / diagonal;
            slope[i] = (3 * (h[i] * chord[i - 1] + h[i - 1] * chord[i]) - h[i] * slope[i - 1]) / diagonal;
        }
        double below = h[n - 2] + h[n - 3];
        slope[n - 1] = (end(h[n - 2], h[n - 3], chord[n - 2], chord[n - 3]) - below * slope[n - 2])
                / (h[n - 3] - below * above[n - 2]);
        for (int i = n - 2; i >= 0; i--) slope[i] -= above[i] * slope[i + 1];
        return slope;
    }

    /** Right-hand side of the condition at an end, whose interval is {@code outer}. */
    private static double end(double outer, double inner, double outerChord, double innerChord) {
        double both = outer + inner;
        return ((outer + 2 * both) * inner * outerChord + outer * outer * innerChord) / both;
    }
}

package dev.robis.nn.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes a spline cubic, interpolating and not-a-knot. */
class NotAKnotSplineTest {

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 27})
    void cubicsAreReproduced(int points) {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            double[] c = random.doubles(4, -1, 1).toArray();
            DoubleUnaryOperator cubic = t -> ((c[3] * t + c[2]) * t + c[1]) * t + c[0];
            double[] x = ascending(points, random);
            NotAKnotSpline spline = new NotAKnotSpline(x, values(x, cubic));
            for (int i = 0; i <= 100; i++) {
                double t = x[0] + (x[points - 1] - x[0]) * i / 100;
                assertThat(spline.at(t)).as("seed %d, at %f", seed, t).isCloseTo(cubic.applyAsDouble(t), within(1e-9));
            }
        }
    }

    @Test
    void pointsAreMetAndBeyondThemTheNearestValueHolds() {
        Random random = new Random(3);
        double[] x = ascending(9, random);
        double[] y = random.doubles(9).toArray();
        NotAKnotSpline spline = new NotAKnotSpline(x, y);
        for (int i = 0; i < 9; i++) assertThat(spline.at(x[i])).isCloseTo(y[i], within(1e-12));
        assertThat(spline.at(x[0] - 5)).isCloseTo(y[0], within(1e-12));
        assertThat(spline.at(x[8] + 5)).isCloseTo(y[8], within(1e-12));
    }

    /** Third differences of four points inside one cubic piece are equal wherever in the piece they lie. */
    @Test
    void theFirstAndTheLastTwoIntervalsAreOneCubicEach() {
        double[] x = {0, 1, 2.5, 3, 4.5, 6, 7};
        double[] y = {0, 3, -1, 2, 0.5, -2, 1};
        NotAKnotSpline spline = new NotAKnotSpline(x, y);
        assertThat(third(spline, 0.1)).isCloseTo(third(spline, 1.7), within(1e-6));
        assertThat(third(spline, 4.7)).isCloseTo(third(spline, 6.4), within(1e-6));
        assertThat(third(spline, 1.7)).isNotCloseTo(third(spline, 2.6), within(1e-3));
    }

    private static double third(NotAKnotSpline spline, double from) {
        double h = 0.1;
        return (spline.at(from + 3 * h) - 3 * spline.at(from + 2 * h) + 3 * spline.at(from + h) - spline.at(from))
                / (h * h * h);
    }

    @Test
    void pointsMustBeEnoughAndAscend() {
        assertThatThrownBy(() -> new NotAKnotSpline(new double[3], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 4 points");
        assertThatThrownBy(() -> new NotAKnotSpline(new double[5], new double[4]))
                .hasMessageContaining("found 5 and 4");
        assertThatThrownBy(() -> new NotAKnotSpline(new double[] {0, 1, 1, 2}, new double[4]))
                .hasMessage("points must ascend, found 1.0, 1.0");
    }

    private static double[] ascending(int points, Random random) {
        double[] x = new double[points];
        x[0] = -2;
        for (int i = 1; i < points; i++) x[i] = x[i - 1] + 0.1 + random.nextDouble() * 4 / points;
        return x;
    }

    private static double[] values(double[] x, DoubleUnaryOperator of) {
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) y[i] = of.applyAsDouble(x[i]);
        return y;
    }
}

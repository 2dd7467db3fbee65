package dev.robis.eval.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.robis.eval.ImageScore;
import dev.robis.eval.OfficialScores;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChartTest {

    private static final OfficialScores SCORES = Samples.scores(
            List.of(Samples.bad("a", 60, 40, 1), Samples.bad("b", 60, 40, 2), Samples.good("c", 60, 40, 3)));

    @Test
    void ticksAreRoundAndInsideTheAxis() {
        assertThat(labels(new Axis(0, 1, 0, 100).ticks(5))).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(labels(new Axis(0, 0.3, 0, 100).ticks(5)))
                .containsExactly("0.00", "0.05", "0.10", "0.15", "0.20", "0.25", "0.30");
        assertThat(labels(new Axis(152.1, 259.4, 0, 100).ticks(5))).containsExactly("160", "180", "200", "220", "240");
        assertThat(labels(new Axis(-0.0021, 0.0042, 0, 100).ticks(4)))
                .containsExactly("-0.002", "0.000", "0.002", "0.004");
        assertThat(labels(new Axis(0, 2, 100, 0).wholeTicks(4))).containsExactly("0", "1", "2");
        assertThat(new Axis(0, 2, 100, 0).wholeTicks(4).get(1).place()).isEqualTo("50.0");
    }

    private static List<String> labels(List<Axis.Tick> ticks) {
        return ticks.stream().map(Axis.Tick::label).toList();
    }

    @Test
    void theAreaUnderTheShadedCurveIsTheAuPro() {
        Curves curves = new Curves("c", SCORES);
        List<Chart.Shape> areas = curves.pro().shapes().stream()
                .filter(shape -> shape.kind().equals("area"))
                .toList();
        List<Double> limits = List.copyOf(SCORES.auPros().keySet());
        assertThat(areas).hasSameSizeAs(limits);
        for (int i = 0; i < 2; i++) {
            double limit = limits.get(i);
            double width = (Chart.RIGHT - Chart.LEFT) * limit / 0.3;
            double height = Chart.BOTTOM - Chart.TOP;
            assertThat(area(areas.get(i).path()) / (width * height))
                    .isCloseTo(SCORES.auPro(limit).orElseThrow(), within(0.02)); // drawn to a tenth of a unit
        }
    }

    /** By the shoelace formula. */
    private static double area(String path) {
        double[] numbers = numbers(path);
        double twice = 0;
        for (int i = 0; i < numbers.length; i += 2) {
            int j = (i + 2) % numbers.length;
            twice += numbers[i] * numbers[j + 1] - numbers[j] * numbers[i + 1];
        }
        return Math.abs(twice) / 2;
    }

    private static double[] numbers(String path) {
        Matcher number = Pattern.compile("-?\\d+(\\.\\d+)?").matcher(path);
        return number.results()
                .mapToDouble(found -> Double.parseDouble(found.group()))
                .toArray();
    }

    @Test
    void curvesStayInsideTheFrameAndRunToItsEnd() {
        Curves curves = new Curves("c", SCORES);
        for (Chart chart : List.of(curves.pro(), curves.roc(), curves.precisionRecall())) {
            assertThat(chart.drawn()).isTrue();
            String path = chart.shapes().stream()
                    .filter(shape -> shape.kind().equals("curve"))
                    .findFirst()
                    .orElseThrow()
                    .path();
            double[] numbers = numbers(path);
            for (int i = 0; i < numbers.length; i += 2) {
                assertThat(numbers[i]).isBetween((double) Chart.LEFT, (double) Chart.RIGHT);
                assertThat(numbers[i + 1]).isBetween((double) Chart.TOP, (double) Chart.BOTTOM);
            }
            assertThat(numbers[numbers.length - 2]).as(chart.title()).isEqualTo(Chart.RIGHT);
        }
    }

    @Test
    void aHistogramShowsEveryImageOnce() {
        List<ImageScore> images = IntStream.range(0, 200)
                .mapToObj(i -> new ImageScore("i" + i, i % 3 == 0, i == 7 ? Double.POSITIVE_INFINITY : Math.sqrt(i)))
                .toList();
        Chart chart = Histogram.of("c", images);
        assertThat(bars(chart, "good")).isEqualTo(133);
        assertThat(bars(chart, "bad")).isEqualTo(67);
        Chart equal = Histogram.of("c", List.of(new ImageScore("a", true, 5), new ImageScore("b", false, 5)));
        assertThat(bars(equal, "good") + bars(equal, "bad")).isEqualTo(2);
        assertThat(Histogram.of("c", List.of()).drawn()).isFalse();
    }

    private static int bars(Chart chart, String kind) {
        return chart.shapes().stream()
                .filter(shape -> shape.kind().equals(kind))
                .mapToInt(shape -> Integer.parseInt(shape.label().split(" ")[0]))
                .sum();
    }

    @Test
    void numbersKeepFourDigits() {
        assertThat(Numbers.score(12345.6)).isEqualTo("12346");
        assertThat(Numbers.score(259.49)).isEqualTo("259.5");
        assertThat(Numbers.score(25.949)).isEqualTo("25.95");
        assertThat(Numbers.score(0.123456)).isEqualTo("0.1235");
        assertThat(Numbers.score(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
        assertThat(Labels.percent(0.05)).isEqualTo("5 %");
        assertThat(Labels.percent(0.005)).isEqualTo("0.5 %");
        assertThat(Labels.percent(1)).isEqualTo("100 %");
    }
}

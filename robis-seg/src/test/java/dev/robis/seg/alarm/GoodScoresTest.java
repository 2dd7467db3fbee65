package dev.robis.seg.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoodScoresTest {

    private static final int TRIALS = 4000;

    private static GoodScores oneTo(int images) {
        return GoodScores.of(
                IntStream.rangeClosed(1, images).mapToObj(i -> (float) i).toList());
    }

    @ParameterizedTest
    @CsvSource({"19, 0.05, 19", "99, 0.05, 95", "99, 0.01, 99", "20, 0.05, 20", "39, 0.5, 20", "1, 0.5, 1"})
    void enoughImagesTellTheRateByTheirRanks(int images, double rate, double expected) {
        AlarmThreshold threshold = oneTo(images).threshold(rate);
        assertThat(threshold.basis()).isEqualTo(Basis.ORDER_STATISTIC);
        assertThat(threshold.value()).isEqualTo(expected);
        assertThat(threshold.images()).isEqualTo(images);
        assertThat(threshold.falseAlarmRate()).isEqualTo(rate);
    }

    /** Nobody exceeded the largest of n: Clopper and Pearson's upper bound is 1 - 0.025^(1/n). */
    @ParameterizedTest
    @CsvSource({"1", "5", "7"})
    void tooFewImagesGiveTheirLargestScoreAndSayHowLittleThatIs(int images) {
        AlarmThreshold threshold = oneTo(images).threshold(0.001);
        assertThat(threshold.basis()).isEqualTo(Basis.LARGEST);
        assertThat(threshold.value()).isEqualTo(images);
        assertThat(threshold.scores().high()).isInfinite();
        assertThat(threshold.rate().high()).isCloseTo(1 - Math.pow(0.025, 1.0 / images), within(1e-9));
        assertThat(threshold.rate().low()).isCloseTo(1 - Math.pow(0.975, 1.0 / images), within(1e-9));
    }

    /** Of 59 images 2 exceed: Clopper and Pearson reach to 0.117. At 0.05, 8 or more exceed in 1 %, 7 or more in 3 %. */
    @Test
    void intervalsAreTheTextbooks() {
        AlarmThreshold threshold = oneTo(59).threshold(0.05);
        assertThat(threshold.value()).isEqualTo(57);
        assertThat(threshold.rate().high()).isCloseTo(0.1171, within(1e-4));
        assertThat(threshold.scores()).isEqualTo(new Interval(52, Double.POSITIVE_INFINITY));
    }

    @ParameterizedTest
    @CsvSource({"20, 0.01", "20, 0.0001", "50, 0.001"})
    void theNextGoodImageExceedsAnExtrapolatedThresholdAsOftenAsAskedIfTheTailIsExponential(int images, double rate) {
        double[] rates = rates(images, rate, uniform -> -Math.log(uniform), score -> Math.exp(-score));
        double mean = mean(rates), deviation = deviation(rates) / Math.sqrt(TRIALS);
        assertThat(mean)
                .as("seed 1, %d trials, largest scores are never undercut", TRIALS)
                .isLessThan(rate + 6 * deviation);
        if (rate < 0.2 / images) assertThat(mean).isGreaterThan(rate / 2);
    }

    @ParameterizedTest
    @CsvSource({"30, 0.1", "100, 0.02"})
    void ranksKeepTheRateWhateverTheDistribution(int images, double rate) {
        double[] rates = rates(images, rate, uniform -> Math.pow(uniform, -2), score -> Math.pow(score, -0.5));
        assertThat(mean(rates)).as("seed 1").isLessThan(rate + 6 * deviation(rates) / Math.sqrt(TRIALS));
    }

    @ParameterizedTest
    @CsvSource({"20, 0.01", "30, 0.1", "5, 0.01"})
    void intervalsOfTheRateHoldItAsOftenAsTheySay(int images, double rate) {
        Random random = new Random(2);
        int held = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            AlarmThreshold threshold =
                    GoodScores.of(scores(images, random, u -> -Math.log(u))).threshold(rate);
            double real = Math.exp(-threshold.value());
            if (threshold.rate().low() <= real && real <= threshold.rate().high()) held++;
        }
        assertThat((double) held / TRIALS).as("seed 2").isGreaterThan(0.95 - 6 * Math.sqrt(0.05 * 0.95 / TRIALS));
    }

    @ParameterizedTest
    @CsvSource({"20, 0.01", "30, 0.1", "20, 0.001"})
    void intervalsOfTheThresholdHoldItAsOftenAsTheySay(int images, double rate) {
        Random random = new Random(3);
        int held = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            Interval found = GoodScores.of(scores(images, random, u -> -Math.log(u)))
                    .threshold(rate)
                    .scores();
            double real = -Math.log(rate);
            if (found.low() <= real && real <= found.high()) held++;
        }
        assertThat((double) held / TRIALS).as("seed 3").isGreaterThan(0.95 - 6 * Math.sqrt(0.05 * 0.95 / TRIALS));
    }

    @Test
    void aLowerRateNeverLowersTheThreshold() {
        Random random = new Random(4);
        for (int trial = 0; trial < 300; trial++) {
            int images = 1 + random.nextInt(60);
            GoodScores scores = GoodScores.of(scores(images, random, u -> Math.round(40 * u) / 4.0));
            double last = Double.POSITIVE_INFINITY;
            for (double rate = 1e-6; rate < 1; rate *= 1.3) {
                double value = scores.threshold(rate).value();
                assertThat(value)
                        .as("seed 4, trial %d, rate %g of %s", trial, rate, scores)
                        .isLessThanOrEqualTo(last);
                last = value;
            }
        }
    }

    @Test
    void orderDoesNotMatterAndOnlyTheLargestOfVeryManyAreKept() {
        List<Float> many = new ArrayList<>(
                IntStream.rangeClosed(1, 5000).mapToObj(i -> (float) i).toList());
        Collections.shuffle(many, new Random(5));
        GoodScores scores = GoodScores.of(many);
        assertThat(scores.largest()).hasSize(GoodScores.KEPT).startsWith(4001f).endsWith(5000f);
        assertThat(scores.threshold(0.01).value()).isEqualTo(4951);
        assertThat(scores.threshold(0.5).value()).isEqualTo(4001);
    }

    /** Of an old bundle nothing but the largest score is known. */
    @Test
    void oneScoreOfSeveralImagesIsTheirLargest() {
        GoodScores scores = new GoodScores(20, List.of(255f));
        assertThat(scores.threshold(0.01).basis()).isEqualTo(Basis.LARGEST);
        assertThat(scores.threshold(0.3).value()).isEqualTo(255);
        assertThat(scores.threshold(0.3).rate())
                .isEqualTo(oneTo(20).threshold(0.05).rate());
    }

    @Test
    void equalScoresHaveNoTail() {
        AlarmThreshold threshold = GoodScores.of(Collections.nCopies(30, 7f)).threshold(0.001);
        assertThat(threshold.basis()).isEqualTo(Basis.LARGEST);
        assertThat(threshold.value()).isEqualTo(7);
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> oneTo(3).threshold(0))
                .hasMessage("false-alarm rate must be above 0 and below 1, found 0.0");
        assertThatThrownBy(() -> oneTo(3).threshold(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new GoodScores(1, List.of(1f, 2f))).hasMessageContaining("expected 1 to 1 scores");
        assertThatThrownBy(() -> new GoodScores(3, List.of(2f, 1f)))
                .hasMessageContaining("rising, found 1.0 after 2.0");
        assertThatThrownBy(() -> GoodScores.of(List.of(Float.NaN))).hasMessageContaining("found NaN first");
    }

    private static List<Float> scores(int images, Random random, DoubleUnaryOperator quantile) {
        List<Float> scores = new ArrayList<>();
        for (int i = 0; i < images; i++) scores.add((float) quantile.applyAsDouble(1 - random.nextDouble()));
        return scores;
    }

    /** The false-alarm rates that thresholds of many draws have. */
    private static double[] rates(
            int images, double rate, DoubleUnaryOperator quantile, ToDoubleFunction<Double> exceedance) {
        Random random = new Random(1);
        double[] rates = new double[TRIALS];
        for (int i = 0; i < TRIALS; i++)
            rates[i] = exceedance.applyAsDouble(GoodScores.of(scores(images, random, quantile))
                    .threshold(rate)
                    .value());
        return rates;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) sum += value;
        return sum / values.length;
    }

    private static double deviation(double[] values) {
        double mean = mean(values), squares = 0;
        for (double value : values) squares += (value - mean) * (value - mean);
        return Math.sqrt(squares / values.length);
    }
}

package dev.robis.seg.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boofcv.struct.image.GrayF32;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.seg.alarm.Basis;
import dev.robis.seg.binarize.Plateau;
import dev.robis.seg.calibration.Calibration;
import dev.robis.seg.calibration.GoodImages;
import dev.robis.seg.config.Decision;
import dev.robis.seg.config.ImageScore;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.config.Repair;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Answers made of raw maps, without a network. */
class JudgeTest {

    private static final Decision DECISION = Decision.defaults();
    private static final int SIDE = 40;

    private static Calibration calibration(Random random, int images) {
        GoodImages good = new GoodImages(ImageScore.MAXIMUM);
        for (int i = 0; i < images; i++) good.add(noise(random, 0.5f + random.nextFloat()));
        return Calibration.of(good);
    }

    private static GrayF32 noise(Random random, float strength) {
        GrayF32 map = new GrayF32(SIDE, SIDE);
        for (int i = 0; i < map.data.length; i++) map.data[i] = 0.1f + 0.02f * strength * random.nextFloat();
        return map;
    }

    private static GrayF32 withBlobs(Random random, int blobs) {
        GrayF32 map = noise(random, 1);
        for (int blob = 0; blob < blobs; blob++) {
            int side = 4 + random.nextInt(10);
            int left = random.nextInt(SIDE - side), top = random.nextInt(SIDE - side);
            float height = 0.05f * random.nextFloat();
            for (int y = top; y < top + side; y++)
                for (int x = left; x < left + side; x++) map.set(x, y, map.get(x, y) + height);
        }
        return map;
    }

    private static Segmentation judge(Calibration calibration, Decision decision, GrayF32 map) {
        return new Judge(calibration, decision, MapConfig.defaults()).judge(map, 3 * SIDE, 2 * SIDE);
    }

    @RepeatedTest(40)
    void higherSensitivityNeverShrinksAMaskNorTakesAnAlarmBack() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Calibration calibration = calibration(random, 1 + random.nextInt(30));
        GrayF32 map = withBlobs(random, random.nextInt(4));
        Segmentation last = judge(calibration, DECISION.withSensitivity(1e-3), map);
        for (double sensitivity : new double[] {0.1, 0.5, 0.99, 1, 1.01, 1.5, 2, 5, 100}) {
            Segmentation next = judge(calibration, DECISION.withSensitivity(sensitivity), map);
            String place = "seed " + seed + ", sensitivity " + sensitivity;
            for (int i = 0; i < next.mask().data.length; i++)
                assertThat(next.mask().data[i]).as(place).isGreaterThanOrEqualTo(last.mask().data[i]);
            assertThat(next.threshold()).as(place).isLessThanOrEqualTo(last.threshold());
            assertThat(next.imageThreshold()).as(place).isLessThanOrEqualTo(last.imageThreshold());
            if (last.defective()) assertThat(next.defective()).as(place).isTrue();
            assertThat(next.anomalyMap().data).as(place).isEqualTo(last.anomalyMap().data);
            last = next;
        }
    }

    @RepeatedTest(20)
    void aHigherFalseAlarmRateRaisesNoThresholdAndLeavesTheMask() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Calibration calibration = calibration(random, 1 + random.nextInt(30));
        GrayF32 map = withBlobs(random, 2);
        Segmentation last = judge(calibration, DECISION.withFalseAlarmRate(1e-5), map);
        for (double rate : new double[] {1e-3, 0.01, 0.03, 0.05, 0.1, 0.3, 0.7}) {
            Segmentation next = judge(calibration, DECISION.withFalseAlarmRate(rate), map);
            assertThat(next.imageThreshold())
                    .as("seed %d, rate %s", seed, rate)
                    .isLessThanOrEqualTo(last.imageThreshold());
            assertThat(next.mask().data).isEqualTo(last.mask().data);
            last = next;
        }
    }

    @Test
    void noGoodImageOfTheCalibrationIsAnAlarmAtARateBelowOneInAll() {
        Random random = new Random(1);
        List<GrayF32> maps = new ArrayList<>();
        GoodImages good = new GoodImages(ImageScore.MAXIMUM);
        for (int i = 0; i < 20; i++) maps.add(noise(random, 0.5f + random.nextFloat()));
        for (GrayF32 map : maps) good.add(map);
        Calibration calibration = Calibration.of(good);
        for (double rate : new double[] {0.05, 0.01, 0.001})
            assertThat(maps).allSatisfy(map -> assertThat(judge(calibration, DECISION.withFalseAlarmRate(rate), map)
                            .defective())
                    .as("seed 1, rate %s", rate)
                    .isFalse());
        Decision half = DECISION.withFalseAlarmRate(0.5);
        assertThat(maps.stream().filter(map -> judge(calibration, half, map).defective()))
                .hasSize(9); // the 11th of 20 is exceeded by 10 of 21 at most
    }

    @RepeatedTest(20)
    void theExplanationIsThatOfTheAnswer() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Calibration calibration = calibration(random, 12);
        Segmentation found = judge(calibration, DECISION.withSensitivity(1.3), withBlobs(random, 3));
        Explanation why = found.explanation();
        String place = "seed " + seed;
        assertThat(why.image().score()).as(place).isEqualTo(found.score());
        assertThat(why.image().defective()).as(place).isEqualTo(found.defective());
        assertThat(why.image().threshold()).as(place).isEqualTo(found.imageThreshold());
        assertThat(why.image().calibrated()).isEqualTo(calibration.imageThreshold(0.01));
        assertThat(why.image().calibrated().basis()).isEqualTo(Basis.EXPONENTIAL_TAIL);
        assertThat(why.regions()).isEqualTo(found.regions());
        double lowest = why.pixels().meanStd();
        for (Plateau plateau : why.pixels().plateaus()) lowest = Math.min(lowest, plateau.to());
        double mean = calibration.statistics().mean();
        assertThat(found.threshold()).as(place).isEqualTo(lowest > mean ? mean + (lowest - mean) / 1.3 : lowest);
        assertThat(why.pixels().rule())
                .as(place)
                .isEqualTo(lowest < why.pixels().meanStd() ? Explanation.Rule.MEBIN : Explanation.Rule.MEAN_STD);
        for (Region region : found.regions())
            assertThat(why.beyondMeanStd(region) || why.beyondMeBin(region))
                    .as("%s, %s", place, region)
                    .isTrue();
        assertThat(why.lines()).as(place).anySatisfy(line -> assertThat(line)
                .contains(found.defective() ? "DEFECTIVE" : ": good"));
    }

    @Test
    void anExplanationIsJson() {
        Calibration calibration = calibration(new Random(2), 3);
        Segmentation found =
                judge(calibration, DECISION.without(EnumSet.of(Repair.ERODED_PIXELS)), withBlobs(new Random(3), 2));
        JsonNode json = new ObjectMapper().valueToTree(found.explanation());
        assertThat(json.at("/image/calibrated/basis").textValue()).isEqualTo("LARGEST");
        assertThat(json.at("/image/calibrated/rate/high").doubleValue()).isBetween(0.5, 1.0);
        assertThat(json.at("/good/images").intValue()).isEqualTo(3);
        assertThat(json.at("/pixels/threshold").doubleValue()).isEqualTo(found.threshold());
        assertThat(json.at("/leftOut")).singleElement().satisfies(left -> assertThat(left.textValue())
                .isEqualTo("ERODED_PIXELS"));
        assertThat(json.at("/decision/restoration").textValue()).isEqualTo("NONE");
    }

    @Test
    void linesNameWhatDecided() {
        Explanation why = judge(
                        calibration(new Random(4), 5),
                        DECISION.withSensitivity(2).without(EnumSet.of(Repair.FULL_SIZE)),
                        withBlobs(new Random(5), 1))
                .explanation();
        assertThat(String.join("\n", why.lines()))
                .contains("image     score ")
                .contains(" for 1 % false alarms (95 %: ")
                .contains("the largest of 5 good images, too few to tell this rate")
                .contains("by sensitivity 2")
                .contains("MEBin")
                .contains("without   [FULL_SIZE]");
    }

    @Test
    void aDecisionThatIsNoneIsNamed() {
        assertThatThrownBy(() -> DECISION.withFalseAlarmRate(0)).hasMessageContaining("found 0.0");
        assertThatThrownBy(() -> DECISION.withFalseAlarmRate(1)).hasMessageContaining("below 1, found 1.0");
        assertThatThrownBy(() -> DECISION.withSensitivity(-1)).hasMessage("sensitivity must be positive, found -1.0");
    }
}

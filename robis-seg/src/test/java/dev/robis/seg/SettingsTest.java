package dev.robis.seg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boofcv.struct.image.GrayF32;
import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.binarize.Restoration;
import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.config.Decision;
import dev.robis.seg.config.ImageScore;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.config.ModelConfig;
import dev.robis.seg.config.PixelRule;
import dev.robis.seg.config.Protocol;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.config.TrainingConfig;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.detector.Detector;
import dev.robis.seg.detector.DetectorKind;
import dev.robis.seg.detector.EncoderWeights;
import dev.robis.seg.map.GaussianBlur;
import dev.robis.seg.progress.TrainingListener;
import dev.robis.seg.refine.Missed;
import dev.robis.seg.refine.SamInput;
import dev.robis.seg.result.Judge;
import dev.robis.seg.result.Segmentation;
import dev.robis.seg.tile.Blending;
import dev.robis.seg.tile.Placement;
import dev.robis.seg.tile.Tiling;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of every settings record changes what it says it changes, and is in the bundle that is read back. */
class SettingsTest {

    /** From these settings every field can be changed alone. */
    private static final RobisConfig CONFIG = TinyProduct.config()
            .withAugment(false)
            .withMaps(new MapConfig(
                    64,
                    0.1,
                    Tiling.PADDED,
                    50,
                    Placement.TRUE,
                    Blending.HALF_MEAN,
                    GaussianBlur.Border.ZERO,
                    0,
                    ImageScore.MAXIMUM));

    /** The detector that learns from candidates. */
    private static final RobisConfig BANK = RobisConfig.defaults().withPrototypes(50);

    /** For each field another valid value. A new field without one fails the test. */
    private static final Map<String, Object> OTHERS = Map.ofEntries(
            Map.entry("ModelConfig.encoder", "dinov2_vit_192x12x3_14_reg4_grid16_layers2.3.4.5.6.7.8.9"),
            Map.entry("ModelConfig.layers", List.of(1, 3, 5, 7)),
            Map.entry("ModelConfig.inputSize", 70),
            Map.entry("ModelConfig.cropSize", 42),
            Map.entry("ModelConfig.prototypes", 3),
            Map.entry("MapConfig.window", 50),
            Map.entry("MapConfig.overlap", 0.4),
            Map.entry("MapConfig.tiling", Tiling.FIXED),
            Map.entry("MapConfig.mapSize", 40),
            Map.entry("MapConfig.placement", Placement.TRUNCATED),
            Map.entry("MapConfig.blending", Blending.TAPERED),
            Map.entry("MapConfig.blur", GaussianBlur.Border.REPLICATE),
            Map.entry("MapConfig.shorterSide", 120),
            Map.entry("MapConfig.imageScore", ImageScore.TOP_PERCENT),
            Map.entry("TrainingConfig.protocol", Protocol.REFERENCE),
            Map.entry("TrainingConfig.epochs", 3),
            Map.entry("TrainingConfig.batchSize", 2),
            Map.entry("TrainingConfig.augment", true),
            Map.entry("TrainingConfig.baseRate", 2e-3),
            Map.entry("TrainingConfig.finalRate", 5e-4),
            Map.entry("TrainingConfig.candidates", 60),
            Map.entry("TrainingConfig.candidatesPerImage", 30),
            Map.entry("TrainingConfig.seed", 2L),
            Map.entry("Decision.falseAlarmRate", 0.7),
            Map.entry("Decision.sensitivity", 2.0),
            Map.entry("Decision.rule", PixelRule.QUANTILE),
            Map.entry("Decision.deviations", 9.0),
            Map.entry("Decision.quantile", 0.9),
            Map.entry("Decision.restoration", Restoration.NONE),
            Map.entry("Decision.extent", Decision.Extent.MAP),
            Map.entry("Decision.samInput", SamInput.SHRUNK_BGR),
            Map.entry("Decision.missed", Missed.DROP));

    @TempDir
    static Path shared;

    private static Dataset images;
    private static Bundle known;
    private static Bundle bank;

    @TempDir
    Path folder;

    @BeforeAll
    static void train() throws IOException {
        images = TinyProduct.write(shared, 1, 2);
        known = new RobisTrainer(CONFIG).train(images, shared.resolve("known"), TrainingListener.NONE);
        bank = new RobisTrainer(BANK).train(images, shared.resolve("bank"), TrainingListener.NONE);
        try (TensorSource embedded = EncoderWeights.standard().open(CONFIG.encoder())) {
            SafetensorsWriter.write(
                    shared.resolve(OTHERS.get("ModelConfig.encoder") + ".safetensors"), shifted(embedded), Map.of());
        }
    }

    /** The embedded encoder, not quite. */
    private static Map<String, Tensor> shifted(TensorSource source) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : source.names()) tensors.put(name, source.tensor(name));
        tensors.get("cls_token").data()[0] += 1;
        return tensors;
    }

    record Field(Class<? extends Record> type, RecordComponent component) {

        Object other() {
            Object value = OTHERS.get(toString());
            if (value == null) throw new AssertionError(this + ": add another valid value for the new field");
            return value;
        }

        /** The settings with another value of this field alone. */
        <R extends Record> R changed(R settings) throws ReflectiveOperationException {
            RecordComponent[] components = type.getRecordComponents();
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++)
                values[i] = components[i].getName().equals(component.getName())
                        ? other()
                        : components[i].getAccessor().invoke(settings);
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
            @SuppressWarnings("unchecked") // the constructor is that of R
            R changed = (R) constructor.newInstance(values);
            return changed;
        }

        /** Its value. */
        Object of(Record settings) throws ReflectiveOperationException {
            return component.getAccessor().invoke(settings);
        }

        @Override
        public String toString() {
            return type.getSimpleName() + "." + component.getName();
        }
    }

    private static Stream<Field> fields(Class<? extends Record> of) {
        return Arrays.stream(of.getRecordComponents())
                .map(component -> new Field(of, component))
                .filter(field -> !field.toString().equals("ModelConfig.detector")); // has a test of its own
    }

    static Stream<Field> ofModel() {
        return fields(ModelConfig.class);
    }

    static Stream<Field> ofMaps() {
        return fields(MapConfig.class);
    }

    static Stream<Field> ofTraining() {
        return fields(TrainingConfig.class);
    }

    static Stream<Field> ofDecision() {
        return fields(Decision.class);
    }

    @ParameterizedTest
    @MethodSource("ofModel")
    void everyFieldOfTheModelChangesMaps(Field field) throws Exception {
        Bundle other = train(CONFIG.withModel(field.changed(CONFIG.model())));
        assertThat(map(other, other.maps())).isNotEqualTo(map(known, known.maps()));
        assertThat(field.of(Bundle.open(other.folder()).model())).isEqualTo(field.other());
        assertThat(other.identity()).isNotEqualTo(known.identity());
    }

    @Test
    void anotherDetectorIsAnotherNetwork() {
        assertThatThrownBy(() -> train(with("crystal-ball")))
                .hasMessage("unknown detector \"crystal-ball\"; known are [inp-former, memory-bank]");
        assertThatThrownBy(
                        () -> Bundle.open(train(with(ModelConfig.MEMORY_BANK)).folder())
                                .openModel(EncoderWeights.in(folder)))
                .as("another encoder than the one in that folder")
                .hasMessageContaining("trained on an encoder");
    }

    private static RobisConfig with(String detector) {
        ModelConfig model = CONFIG.model();
        return CONFIG.withModel(new ModelConfig(
                detector, model.encoder(), model.layers(), model.inputSize(), model.cropSize(), model.prototypes()));
    }

    @ParameterizedTest
    @MethodSource("ofTraining")
    void everyFieldOfTheTrainingChangesTheTensors(Field field) throws Exception {
        boolean ofBank = field.toString().contains("candidates");
        RobisConfig config = ofBank ? BANK : CONFIG;
        Bundle other = train(config.withTraining(field.changed(config.training())));
        assertThat(other.description().modelSha256())
                .isNotEqualTo((ofBank ? bank : known).description().modelSha256());
        assertThat(field.of(Bundle.open(other.folder()).description().training()))
                .isEqualTo(field.other());
    }

    @ParameterizedTest
    @MethodSource("ofMaps")
    void everyFieldOfTheMapsChangesScores(Field field) throws Exception {
        MapConfig maps = field.changed(known.maps());
        assertThat(map(known, maps)).isNotEqualTo(map(known, known.maps()));
        Bundle other = new BundleCalibration(EncoderWeights.in(shared), maps, Decision.defaults())
                .run(known, List.of(images), folder.resolve("other"));
        assertThat(field.of(Bundle.open(other.folder()).maps())).isEqualTo(field.other());
        assertThat(other.identity()).isNotEqualTo(known.identity());
    }

    @ParameterizedTest
    @MethodSource("ofDecision")
    void everyFieldOfTheDecisionChangesAnswersAndNoScore(Field field) throws Exception {
        Decision decision = field.changed(known.decision());
        assertThat(answers(decision)).isNotEqualTo(answers(known.decision()));
        Bundle other = new BundleCalibration(EncoderWeights.in(shared), known.maps(), decision)
                .run(known, List.of(images), folder.resolve("other"));
        assertThat(field.of(Bundle.open(other.folder()).decision())).isEqualTo(field.other());
        assertThat(other.calibration()).isEqualTo(known.calibration());
        Bundle same = new BundleCalibration(EncoderWeights.in(shared), known.maps(), known.decision())
                .run(known, List.of(images), folder.resolve("same"));
        assertThat(other.identity()).isEqualTo(same.identity());
    }

    private Bundle train(RobisConfig config) throws IOException {
        return new RobisTrainer(config)
                .withWeights(EncoderWeights.in(shared))
                .train(images, folder.resolve("other"), TrainingListener.NONE);
    }

    private static List<Float> map(Bundle bundle, MapConfig maps) throws IOException {
        EncoderWeights weights = EncoderWeights.in(shared);
        try (TensorSource kept = bundle.openModel(weights);
                Detector detector = DetectorKind.open(bundle.model(), maps, weights, kept)) {
            GrayF32 map = ImageMap.raw(maps, detector, TinyProduct.bad(5));
            List<Float> scores = floats(map);
            scores.add(maps.imageScore().of(map));
            return scores;
        }
    }

    private static List<Float> floats(GrayF32 map) {
        List<Float> values = new ArrayList<>();
        for (float value : map.data) values.add(value);
        return values;
    }

    /** By the rule of the decision, and by each of the two rules. */
    private static List<Object> answers(Decision decision) {
        return List.of(
                decision.refining(),
                answer(decision),
                answer(decision.withRule(PixelRule.QUANTILE)),
                answer(decision.withRule(PixelRule.MEAN_STD_MEBIN)));
    }

    /** Thresholds, size and mask of a map with a small and a large defect. */
    private static List<Object> answer(Decision decision) {
        GrayF32 map = new GrayF32(40, 40);
        float low = known.calibration().range().min(),
                high = known.calibration().range().max();
        for (int i = 0; i < map.data.length; i++) map.data[i] = low + (high - low) * (i * 7919 % 97) / 200;
        for (int y = 5; y < 20; y++) for (int x = 5; x < 20; x++) map.set(x, y, high + (high - low) * x * y / 200);
        Segmentation found = new Judge(known.calibration(), decision, known.maps()).judge(map, 160, 160);
        return List.of(
                found.threshold(),
                found.imageThreshold(),
                found.mask().width,
                found.regions(),
                found.explanation().pixels());
    }
}

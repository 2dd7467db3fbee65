package dev.robis.seg.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.bank.PatchFeatures;
import dev.robis.nn.encoder.FeatureLayer;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.testing.Golden;
import dev.robis.seg.binarize.Quantiles;
import dev.robis.seg.config.ImageScore;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.config.ModelConfig;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.config.TrainingConfig;
import dev.robis.seg.data.Kind;
import dev.robis.seg.data.Sample;
import dev.robis.seg.data.Split;
import dev.robis.seg.detector.Detector;
import dev.robis.seg.detector.DetectorKind;
import dev.robis.seg.detector.DetectorTrainer;
import dev.robis.seg.detector.EncoderWeights;
import dev.robis.seg.detector.TrainingImages;
import dev.robis.seg.detector.TrainingJob;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.PillowResize;
import dev.robis.seg.progress.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole recipe on small images, each stage beside the stored numbers. */
class MemoryBankGoldenTest {

    private static final EncoderWeights WEIGHTS = EncoderWeights.standard();

    @TempDir
    Path work;

    static Stream<Golden.Case> cases() {
        return Golden.cases("memory-bank", found -> true);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void everyStageGivesTheStoredNumbers(Golden.Case golden) throws IOException {
        RobisConfig config = config(golden.config());
        DetectorTrainer.Learned learned = DetectorKind.named(ModelConfig.MEMORY_BANK)
                .trainer()
                .learn(new TrainingJob(
                        config,
                        WEIGHTS,
                        WEIGHTS.sha256(config.encoder()),
                        new TrainingImages("brick", samples(golden, "train_"), samples(golden, "held_out_"), false),
                        Optional.empty(),
                        work,
                        false,
                        Duration.ofHours(1),
                        0,
                        TrainingListener.NONE));
        TensorSource kept = learned.kept();
        for (int block : config.model().layers())
            golden.assertClose(kept.tensor("blocks." + block + ".vectors"), "banks.safetensors", "block" + block);
        golden.assertClose(kept.tensor("scales"), "scales.safetensors", "scale");
        try (TensorSource encoder = WEIGHTS.open(config.encoder());
                BankFeatures features = new BankFeatures(config.model(), encoder)) {
            assertFeatures(golden, features, config);
            MemoryBankDetector detector = new MemoryBankDetector(
                    features, dev.robis.nn.bank.MemoryBank.of(kept, features.layers()), config.maps());
            for (String name : golden.tensors("layer_maps.safetensors").names())
                golden.assertClose(
                        stacked(detector.layers(image(golden, name, config))), "layer_maps.safetensors", name);
        }
        assertDecisions(golden, config, kept);
    }

    private static RobisConfig config(JsonNode config) {
        List<Integer> blocks = new ArrayList<>();
        config.get("blocks").forEach(block -> blocks.add(block.asInt()));
        ModelConfig model = new ModelConfig(
                ModelConfig.MEMORY_BANK,
                "efficientnet_lite0",
                blocks,
                640,
                640,
                config.get("bank").asInt());
        MapConfig maps =
                MapConfig.anySize().withShorterSide(config.get("shorter_side").asInt());
        return new RobisConfig(
                model, maps, TrainingConfig.defaults().withCandidates(Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    private static List<Sample> samples(Golden.Case golden, String prefix) {
        List<Sample> samples = new ArrayList<>();
        for (JsonNode image : golden.config().get("images"))
            if (image.asText().startsWith(prefix))
                samples.add(new Sample(
                        golden.path("images/" + image.asText() + ".png"),
                        image.asText(),
                        Split.TRAIN,
                        Kind.GOOD,
                        "good",
                        Optional.empty()));
        return samples;
    }

    private static Planar<GrayU8> image(Golden.Case golden, String name, RobisConfig config) throws IOException {
        return PillowResize.atLeast(
                ImageFiles.read(golden.path("images/" + name + ".png")),
                config.maps().shorterSide());
    }

    private static void assertFeatures(Golden.Case golden, BankFeatures features, RobisConfig config)
            throws IOException {
        List<PatchFeatures> found = features.of(image(golden, "train_00", config));
        for (int i = 0; i < found.size(); i++) {
            FeatureLayer layer = features.layers().get(i);
            golden.assertClose(
                    planar(found.get(i)),
                    "features_train_00.safetensors",
                    layer.name().replace("blocks.", "block"));
        }
    }

    private static Tensor planar(PatchFeatures features) {
        int count = features.count(), width = features.width();
        Tensor planar = Tensor.zeros(1, width, features.rows(), features.columns());
        for (int i = 0; i < count; i++)
            for (int c = 0; c < width; c++) planar.data()[c * count + i] = features.values()[i * width + c];
        return planar;
    }

    private static Tensor stacked(List<GrayF32> maps) {
        int length = maps.get(0).data.length;
        Tensor all = Tensor.zeros(maps.size(), maps.get(0).height, maps.get(0).width);
        for (int i = 0; i < maps.size(); i++) System.arraycopy(maps.get(i).data, 0, all.data(), i * length, length);
        return all;
    }

    private static void assertDecisions(Golden.Case golden, RobisConfig config, TensorSource kept) throws IOException {
        JsonNode decision = golden.json("decision.json");
        Quantiles.Collector heldOut = new Quantiles.Collector();
        try (Detector detector = DetectorKind.open(config.model(), config.maps(), WEIGHTS, kept)) {
            for (String name : golden.tensors("fused.safetensors").names()) {
                GrayF32 fused =
                        detector.maps(List.of(image(golden, name, config))).get(0);
                golden.assertClose(
                        new Tensor(new int[] {fused.height, fused.width}, fused.data), "fused.safetensors", name);
                double score = decision.get("scores").get(name).asDouble();
                assertThat((double) ImageScore.TOP_PERCENT.of(fused)).isCloseTo(score, within(1e-4 * score));
                if (name.startsWith("held_out_")) for (float pixel : fused.data) heldOut.add(pixel);
            }
        }
        double threshold = decision.get("pixel_threshold").asDouble();
        assertThat((double) heldOut.quantiles()
                        .at(golden.config().get("pixel_quantile").asDouble()))
                .isCloseTo(threshold, within(1e-4 * threshold));
    }
}

package dev.robis.seg.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.robis.nn.vit.Backbone;
import dev.robis.seg.binarize.Quantiles;
import dev.robis.seg.binarize.ScoreStatistics;
import dev.robis.seg.calibration.Calibration;
import dev.robis.seg.config.Decision;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.config.ModelConfig;
import dev.robis.seg.config.Repair;
import dev.robis.seg.config.TrainingConfig;
import dev.robis.seg.detector.Origin;
import dev.robis.seg.detector.TrainingRecord;
import dev.robis.seg.map.MapRange;
import dev.robis.seg.tile.Tiling;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code bundle.yaml} as earlier versions wrote it. Is read, never written. */
final class EarlierFormats {

    private EarlierFormats() {}

    static BundleDescription read(int format, byte[] yaml) throws IOException {
        if (format == 1) return BundleFiles.YAML.readValue(yaml, One.class).upgraded();
        JsonNode all = BundleFiles.YAML.readTree(yaml);
        if (all.path("decision") instanceof ObjectNode decision && !decision.has("tiling")) {
            decision.put("tiling", Tiling.FIXED.name()); // there was no choice at first
            return BundleFiles.YAML.treeToValue(all, Two.class).upgraded();
        }
        return BundleFiles.YAML.readValue(yaml, Two.class).upgraded();
    }

    /** Settings of all kinds in one record, as formats 1 and 2 had them. */
    record Settings(
            String encoder,
            int inputSize,
            int cropSize,
            int window,
            double overlap,
            int mapSize,
            int prototypes,
            int epochs,
            int batchSize,
            boolean augment,
            double deviations,
            long seed) {

        ModelConfig model() {
            return new ModelConfig(
                    ModelConfig.INP_FORMER,
                    encoder,
                    Backbone.named(encoder).targetLayers(),
                    inputSize,
                    cropSize,
                    prototypes);
        }

        MapConfig maps() {
            return MapConfig.defaults().withWindow(window).withOverlap(overlap).withMapSize(mapSize);
        }

        /** The protocol of the training was not remembered. */
        TrainingConfig training() {
            return TrainingConfig.defaults()
                    .withEpochs(epochs)
                    .withBatchSize(batchSize)
                    .withAugment(augment)
                    .withSeed(seed);
        }
    }

    /** Knew one product, no decision, and only the largest of the scores of good images. */
    record One(
            int format,
            String libraryVersion,
            String modelSha256,
            Settings config,
            String encoderSha256,
            Calibrated calibration,
            TrainingRecord training) {

        record Calibrated(int images, MapRange range, ScoreStatistics statistics) {}

        BundleDescription upgraded() {
            Calibration known = new Calibration(
                    calibration.images,
                    calibration.range,
                    calibration.statistics,
                    List.of(calibration.statistics.maxima().max()),
                    Quantiles.UNKNOWN);
            return new BundleDescription(
                    format,
                    libraryVersion,
                    config.model(),
                    config.maps(),
                    config.training(),
                    modelSha256,
                    encoderSha256,
                    known,
                    Map.of(),
                    Decision.defaults().withDeviations(config.deviations),
                    training,
                    List.of());
        }
    }

    /** Had repairs and tiling in its decision, though they change scores; at first there was no choice of tiling. */
    record Two(
            int format,
            String libraryVersion,
            String modelSha256,
            Settings config,
            String encoderSha256,
            Measured calibration,
            Map<String, Measured> categories,
            Decided decision,
            Origin training,
            List<String> shots) {

        /** Knew no quantiles. */
        record Measured(int images, MapRange range, ScoreStatistics statistics, List<Float> imageScores) {

            Calibration calibration() {
                return new Calibration(images, range, statistics, imageScores, Quantiles.UNKNOWN);
            }
        }

        record Decided(double falseAlarmRate, double sensitivity, Set<Repair> repairs, Tiling tiling) {

            Decision decision(double deviations) {
                return Decision.defaults()
                        .withFalseAlarmRate(falseAlarmRate)
                        .withSensitivity(sensitivity)
                        .withDeviations(deviations)
                        .without(left());
            }

            MapConfig maps(MapConfig settings) {
                MapConfig repaired = settings.without(left());
                return repairs.contains(Repair.TILE_POSITIONS) ? repaired.withTiling(tiling) : repaired;
            }

            private Set<Repair> left() {
                Set<Repair> left = EnumSet.allOf(Repair.class);
                left.removeAll(repairs);
                return left;
            }
        }

        BundleDescription upgraded() {
            Map<String, Calibration> each = new LinkedHashMap<>();
            categories.forEach((name, measured) -> each.put(name, measured.calibration()));
            return new BundleDescription(
                    format,
                    libraryVersion,
                    config.model(),
                    decision.maps(config.maps()),
                    config.training(),
                    modelSha256,
                    encoderSha256,
                    calibration.calibration(),
                    each,
                    decision.decision(config.deviations),
                    training,
                    shots);
        }
    }
}

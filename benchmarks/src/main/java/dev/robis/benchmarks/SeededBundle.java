package dev.robis.benchmarks;

import dev.robis.nn.inp.InpFormerConfig;
import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.vit.Backbone;
import dev.robis.seg.AnomalySegmenter;
import dev.robis.seg.binarize.Quantiles;
import dev.robis.seg.binarize.ScoreStatistics;
import dev.robis.seg.binarize.SearchRange;
import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.bundle.BundleWriter;
import dev.robis.seg.calibration.Calibration;
import dev.robis.seg.config.Decision;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.detector.EncoderWeights;
import dev.robis.seg.detector.Sha256;
import dev.robis.seg.detector.TrainingRecord;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.map.MapRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A bundle that nobody trained, for measuring: seeded weights, a calibration of the order of what they score, and an
 * image.
 *
 * @param parent folder of all files
 */
public record SeededBundle(Path parent) {

    private static final MapRange RANGE = new MapRange(0.9f, 1.1f);
    private static final ScoreStatistics STATISTICS =
            new ScoreStatistics(1, 127, 40, 0, 255, new SearchRange(150, 255));

    /** With tiles of the usual size, see below. */
    public static SeededBundle write(Path parent, String encoder, int side) throws IOException {
        return write(parent, encoder, side, RobisConfig.reference().maps().window());
    }

    /**
     * @param parent exists
     * @param encoder name of the backbone
     * @param side of the network's input, pixels
     * @param window side of a tile, pixels
     */
    public static SeededBundle write(Path parent, String encoder, int side, int window) throws IOException {
        RobisConfig config =
                RobisConfig.reference().withEncoder(encoder).withInputSize(side).withWindow(window);
        InpFormerConfig model =
                InpFormerConfig.of(Backbone.named(encoder), config.model().prototypes());
        SeededBundle files = new SeededBundle(parent);
        SafetensorsWriter.write(files.encoder(), SeededWeights.of(model.encoder()));
        ImageFiles.writePng(files.image(), SyntheticPhoto.of(2448, 2048));
        BundleWriter writer = new BundleWriter(
                config,
                Sha256.of(files.encoder()),
                new Calibration(
                        1, RANGE, STATISTICS, List.of(STATISTICS.maxima().max()), Quantiles.UNKNOWN),
                Map.of(),
                Decision.defaults(),
                new TrainingRecord("benchmark", 0, 0, 1, 0, 0),
                List.of());
        Path work = Files.createTempDirectory(parent, "work");
        writer.write(files.bundle(), work, SeededWeights.ofTrainedPart(model));
        Files.delete(work);
        return files;
    }

    /** Folder of the bundle. */
    public Path bundle() {
        return parent.resolve("bundle");
    }

    /** Weights of the encoder. */
    public Path encoder() {
        return parent.resolve("encoder.safetensors");
    }

    /** Weights of the rest. */
    public Path trained() {
        return bundle().resolve("model.safetensors");
    }

    /** A photograph of 2448×2048, PNG. */
    public Path image() {
        return parent.resolve("image.png");
    }

    /** Loads the networks, for one image at a time. */
    public AnomalySegmenter open() throws IOException {
        return AnomalySegmenter.open(Bundle.open(bundle()), EncoderWeights.file(encoder()), 1);
    }
}

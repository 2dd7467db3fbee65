package dev.robis.benchmarks.compare;

import static dev.robis.benchmarks.compare.Peer.ONNX_RUNTIME;
import static dev.robis.benchmarks.compare.Peer.PYTHON;
import static dev.robis.benchmarks.compare.Peer.PYTORCH;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What is compared. The order is that of the report. */
enum Stage {
    VIT("ViT encoder, one tile", Map.of(PYTORCH, 0.65, ONNX_RUNTIME, 1.15), 1e-3, s -> Flops.encoder(s.inference())),
    INP(
            "INP-Former forward, one tile",
            Map.of(PYTORCH, Double.NaN),
            1e-3,
            s -> Flops.encoder(s.inference()) + Flops.trainedPart(s.inference())),
    TRAIN("INP-Former training step", Map.of(PYTORCH, 0.8), 1e-3, s -> Flops.trainingStep(s.training())),
    SAM("SAM image encoder", Map.of(PYTORCH, 0.8), 1e-3, s -> Flops.imageEncoder(s.sam())),
    DECODE("PNG decoding, 2448×2048", Map.of(PYTHON, Double.NaN), 0, s -> 0),
    /** Ours has no need of files between the two; the reference goes through PNG files. */
    CUT("decode, cut, resize, normalise, 2448×2048", Map.of(PYTHON, 0.5), 1e-6, s -> 0),
    /** As above, with the files of {@code --keep-intermediates}. */
    CUT_PNG("the same, tiles kept as PNG by both", Map.of(PYTHON, Double.NaN), 1e-6, s -> 0),
    MERGE("merging nine tile maps", Map.of(PYTHON, Double.NaN), 0, s -> 0),
    MEBIN("MEBin, map of 612×512", Map.of(PYTHON, 0.05), 0, s -> 0),
    /** Ours is exact and computes all official metrics; theirs takes 200 steps and leaves out both ends of the curve. */
    AUPRO("AU-PRO, six maps of 518×518", Map.of(PYTHON, Double.NaN), 0.05, s -> 0),
    IMAGE("image file to mask file, all tiles", Map.of(PYTHON, 0.6), 0.05, s -> 9 * Stage.tile(s));

    private final String title;
    private final Map<Peer, Double> targets;
    private final double tolerance;
    private final ToDoubleFunction<Settings> flops;

    /**
     * @param targets by peer, at most how large the ratio of times should be; NaN for none
     * @param tolerance of outputs, as a share of the largest
     */
    Stage(String title, Map<Peer, Double> targets, double tolerance, ToDoubleFunction<Settings> flops) {
        this.title = title;
        this.targets = targets;
        this.tolerance = tolerance;
        this.flops = flops;
    }

    private static double tile(Settings settings) {
        return Flops.encoder(settings.inference()) + Flops.trainedPart(settings.inference());
    }

    String title() {
        return title;
    }

    /** Who takes part beside us. */
    List<Peer> peers() {
        return targets.keySet().stream().sorted().toList();
    }

    double target(Peer peer) {
        return targets.get(peer);
    }

    double tolerance() {
        return tolerance;
    }

    /** Floating-point operations of one run, 0 where they say nothing. */
    double flops(Settings settings) {
        return flops.applyAsDouble(settings);
    }

    /** Name on the command line and between processes. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package dev.robis.seg.inp;

import dev.robis.nn.inp.InpFormer;
import dev.robis.nn.inp.InpFormerConfig;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.vit.Backbone;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.config.ModelConfig;
import dev.robis.seg.detector.Detector;
import dev.robis.seg.detector.DetectorKind;
import dev.robis.seg.detector.DetectorTrainer;
import dev.robis.seg.image.InputTransform;
import dev.robis.seg.map.AnomalyMapper;
import dev.robis.seg.map.GaussianBlur;
import java.util.List;
import java.util.stream.IntStream;

/** INP-Former (Luo et al., CVPR 2025): what a few normal prototypes cannot reconstruct is anomalous. */
public final class InpFormerKind implements DetectorKind {

    /** Fewer tokens than this leave the processor idle, so tiles run through the network together. */
    private static final int TOKENS_AT_ONCE = 1100;

    private static final int BLUR_RADIUS = 2;
    private static final double BLUR_SIGMA = 4;

    @Override
    public String name() {
        return ModelConfig.INP_FORMER;
    }

    @Override
    public Detector open(ModelConfig model, MapConfig maps, TensorSource encoder, TensorSource kept) {
        int side = model.cropSize();
        int patch = Backbone.named(model.encoder()).config().patch();
        int tokens = (side / patch) * (side / patch);
        return new InpFormerDetector(
                InpFormer.open(shape(model), encoder, kept, side, side, Math.max(1, TOKENS_AT_ONCE / tokens)),
                new InputTransform(model.inputSize(), side),
                new AnomalyMapper(
                        side,
                        side,
                        maps.mapSize(),
                        maps.mapSize(),
                        new GaussianBlur(BLUR_RADIUS, BLUR_SIGMA, maps.blur())));
    }

    @Override
    public DetectorTrainer trainer() {
        return new InpFormerTraining();
    }

    /**
     * Shape of the network: as many decoder blocks as layers that are read, in two groups, as published.
     *
     * @throws IllegalArgumentException if the layers cannot be halved
     */
    public static InpFormerConfig shape(ModelConfig model) {
        int layers = model.layers().size();
        if (layers < 2)
            throw new IllegalArgumentException("INP-Former reads two layers or more, found " + model.layers());
        List<Integer> positions = IntStream.range(0, layers).boxed().toList();
        return new InpFormerConfig(
                Backbone.named(model.encoder()).config(),
                model.layers(),
                List.of(positions.subList(0, layers / 2), positions.subList(layers / 2, layers)),
                layers,
                model.prototypes());
    }
}

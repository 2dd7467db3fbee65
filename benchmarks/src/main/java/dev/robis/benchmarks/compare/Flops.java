package dev.robis.benchmarks.compare;

import dev.robis.nn.inp.InpFormerConfig;
import dev.robis.nn.sam.SamConfig;
import dev.robis.nn.vit.VitConfig;

/**
 * Floating-point operations of a network, from its shapes: two for each multiplication of a matrix product. Norms,
 * activations and softmax are not counted, so that a share of the machine's peak errs downwards.
 */
final class Flops {

    private Flops() {}

    /** The encoder, as far as the anomaly model reads it. */
    static double encoder(Settings.Network network) {
        VitConfig vit = network.model().encoder();
        double patches = patches(network);
        double tokens = vit.prefixTokens() + patches;
        double width = vit.width();
        double embedding = 2 * patches * 3 * vit.patch() * vit.patch() * width;
        double linear = 2 * tokens * width * width * (4 + 2 * vit.mlpRatio());
        double attention = 4 * tokens * tokens * width;
        return network.batch() * (embedding + (network.model().lastEncoderBlock() + 1) * (linear + attention));
    }

    /** The trained part, forward. */
    static double trainedPart(Settings.Network network) {
        InpFormerConfig model = network.model();
        double patches = patches(network);
        double prototypes = model.prototypes();
        double square = (double) model.encoder().width() * model.encoder().width();
        double attention = 4 * patches * prototypes * model.encoder().width();
        double bottleneck = 2 * patches * 8 * square;
        double extractor = 2 * patches * 2 * square + 2 * prototypes * 10 * square + attention;
        double decoder = 2 * patches * 10 * square + 2 * prototypes * 2 * square + attention;
        return network.batch() * (bottleneck + extractor + model.decoders() * decoder + attention / 2);
    }

    /** A step: the encoder forward, the trained part forward and, at twice the price, backward. */
    static double trainingStep(Settings.Network network) {
        return encoder(network) + 3 * trainedPart(network);
    }

    /** SAM's image encoder; windows count with their padding. */
    static double imageEncoder(SamConfig sam) {
        SamConfig.Encoder encoder = sam.encoder();
        double grid = sam.grid();
        double width = encoder.width();
        double sum = 2 * grid * grid * 3 * sam.patch() * sam.patch() * width;
        for (int block = 0; block < encoder.depth(); block++) {
            boolean global = encoder.globalBlocks().contains(block);
            double side = global ? grid : encoder.window();
            double windows = Math.pow(Math.ceil(grid / side), 2);
            double tokens = side * side;
            sum += windows * (2 * tokens * width * width * 4 + 4 * tokens * tokens * width + 4 * tokens * side * width);
            sum += 2 * grid * grid * width * width * 2 * encoder.mlpRatio();
        }
        double neck = 2 * grid * grid * sam.width() * (width + 9.0 * sam.width());
        return sum + neck;
    }

    private static double patches(Settings.Network network) {
        double side = (double) network.side() / network.model().encoder().patch();
        return side * side;
    }
}

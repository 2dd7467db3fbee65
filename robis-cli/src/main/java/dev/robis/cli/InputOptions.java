package dev.robis.cli;

import dev.robis.seg.config.RobisConfig;
import picocli.CommandLine.Option;

/** How large the network sees a tile. */
final class InputOptions {

    @Option(
            names = {"--input-size", "--input_size"},
            paramLabel = "PIXELS",
            description = "Side to which a tile is resized (default: 518; 512 for patches of 16 or 8, 224 for BEiT).")
    private Integer inputSize;

    @Option(
            names = {"--crop-size", "--crop_size"},
            paramLabel = "PIXELS",
            description = "Side of its centre that the network sees (default: the input size).")
    private Integer cropSize;

    boolean given() {
        return inputSize != null || cropSize != null;
    }

    /** @param config of which the input size is the usual one of its encoder */
    RobisConfig apply(RobisConfig config) {
        int input = inputSize == null ? config.model().inputSize() : inputSize;
        return config.withInputSize(input, cropSize == null ? input : cropSize);
    }
}

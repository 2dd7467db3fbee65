package dev.robis.seg;

import dev.robis.nn.inp.InpFormerConfig;
import dev.robis.nn.vit.Backbone;
import dev.robis.nn.vit.PatchGrid;
import dev.robis.seg.binarize.MeanStd;
import dev.robis.seg.tile.TileGrid;

/**
 * Everything that decides what is learned and how it is applied. Immutable; {@link #defaults()} are the reference's.
 *
 * @param encoder name of the frozen backbone, see {@link Backbone}
 * @param inputSize side to which a tile is resized, pixels
 * @param cropSize side of the centre of it that the network sees, pixels; a multiple of the encoder's patch
 * @param window side of a tile in the image, pixels
 * @param overlap share of a tile that the next one covers again, 0 inclusive to 1 exclusive
 * @param mapSize side of a tile's anomaly map, pixels; 256 in the reference, so a quarter of its window
 * @param prototypes number of intrinsic normal prototypes
 * @param epochs passes over the training tiles
 * @param batchSize tiles per training step
 * @param augment whether exposure and noise vary in training
 * @param deviations standard deviations above the mean at which a score counts as a defect
 * @param seed of initialisation, order and augmentation
 */
public record RobisConfig(
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

    private static final int REFERENCE_MAP_SIZE = 256;
    private static final int SMALLEST_MAP_SIZE = 5;

    /** @throws IllegalArgumentException naming the field, the value found and what was expected */
    public RobisConfig {
        Backbone backbone = Backbone.named(encoder);
        encoder = backbone.name();
        requirePositive("inputSize", inputSize);
        requirePositive("prototypes", prototypes);
        requirePositive("epochs", epochs);
        requirePositive("batchSize", batchSize);
        PatchGrid.of(cropSize, cropSize, backbone.config().patch());
        if (cropSize > inputSize)
            throw new IllegalArgumentException(
                    "cropSize must be at most inputSize " + inputSize + ", found " + cropSize);
        if (mapSize < SMALLEST_MAP_SIZE)
            throw new IllegalArgumentException(
                    "mapSize must be at least " + SMALLEST_MAP_SIZE + ", the width of the blur, found " + mapSize);
        TileGrid.reference(1, 1, window, overlap);
        new MeanStd(deviations);
    }

    private static void requirePositive(String name, int value) {
        if (value <= 0) throw new IllegalArgumentException(name + " must be positive, found " + value);
    }

    /** The reference's settings: ViT-B/14 with registers, tiles of 1024 pixels seen at 518, 200 epochs. */
    public static RobisConfig defaults() {
        return new RobisConfig(
                "dinov2reg_vit_base_14", 518, 518, 1024, 0.1, REFERENCE_MAP_SIZE, 6, 200, 16, true, 3, 1);
    }

    /**
     * Another backbone, by any name that {@link Backbone#named} takes. Where its patches do not divide the present crop,
     * input and crop become {@link Backbone#inputSize()}.
     */
    public RobisConfig withEncoder(String name) {
        Backbone backbone = Backbone.named(name);
        boolean fits = cropSize % backbone.config().patch() == 0;
        return new RobisConfig(
                backbone.name(),
                fits ? inputSize : backbone.inputSize(),
                fits ? cropSize : backbone.inputSize(),
                window,
                overlap,
                mapSize,
                prototypes,
                epochs,
                batchSize,
                augment,
                deviations,
                seed);
    }

    /** Tiles are resized to this side and seen whole. */
    public RobisConfig withInputSize(int side) {
        return withInputSize(side, side);
    }

    /**
     * @param side to which tiles are resized
     * @param crop side of the centre that is seen
     */
    public RobisConfig withInputSize(int side, int crop) {
        return new RobisConfig(
                encoder,
                side,
                crop,
                window,
                overlap,
                mapSize,
                prototypes,
                epochs,
                batchSize,
                augment,
                deviations,
                seed);
    }

    /** Tiles of another side; maps keep the reference's 256 pixels, or the window's where that is smaller. */
    public RobisConfig withWindow(int side) {
        return new RobisConfig(
                encoder,
                inputSize,
                cropSize,
                side,
                overlap,
                Math.min(REFERENCE_MAP_SIZE, side),
                prototypes,
                epochs,
                batchSize,
                augment,
                deviations,
                seed);
    }

    public RobisConfig withOverlap(double share) {
        return new RobisConfig(
                encoder,
                inputSize,
                cropSize,
                window,
                share,
                mapSize,
                prototypes,
                epochs,
                batchSize,
                augment,
                deviations,
                seed);
    }

    public RobisConfig withMapSize(int side) {
        return new RobisConfig(
                encoder,
                inputSize,
                cropSize,
                window,
                overlap,
                side,
                prototypes,
                epochs,
                batchSize,
                augment,
                deviations,
                seed);
    }

    public RobisConfig withPrototypes(int number) {
        return new RobisConfig(
                encoder,
                inputSize,
                cropSize,
                window,
                overlap,
                mapSize,
                number,
                epochs,
                batchSize,
                augment,
                deviations,
                seed);
    }

    public RobisConfig withEpochs(int number) {
        return new RobisConfig(
                encoder,
                inputSize,
                cropSize,
                window,
                overlap,
                mapSize,
                prototypes,
                number,
                batchSize,
                augment,
                deviations,
                seed);
    }

    public RobisConfig withBatchSize(int tiles) {
        return new RobisConfig(
                encoder,
                inputSize,
                cropSize,
                window,
                overlap,
                mapSize,
                prototypes,
                epochs,
                tiles,
                augment,
                deviations,
                seed);
    }

    public RobisConfig withAugment(boolean whether) {
        return new RobisConfig(
                encoder,
                inputSize,
                cropSize,
                window,
                overlap,
                mapSize,
                prototypes,
                epochs,
                batchSize,
                whether,
                deviations,
                seed);
    }

    public RobisConfig withDeviations(double number) {
        return new RobisConfig(
                encoder,
                inputSize,
                cropSize,
                window,
                overlap,
                mapSize,
                prototypes,
                epochs,
                batchSize,
                augment,
                number,
                seed);
    }

    public RobisConfig withSeed(long number) {
        return new RobisConfig(
                encoder,
                inputSize,
                cropSize,
                window,
                overlap,
                mapSize,
                prototypes,
                epochs,
                batchSize,
                augment,
                deviations,
                number);
    }

    /** Shape of the anomaly model. */
    InpFormerConfig model() {
        return InpFormerConfig.of(Backbone.named(encoder), prototypes);
    }
}

package dev.robis.seg.config;

/**
 * How a detector is learned. No field changes how a learned detector is applied. Immutable.
 *
 * @param protocol whose training tiles and whose warm-up; see {@code docs/protocols.md}
 * @param epochs passes over the training tiles
 * @param batchSize tiles per training step
 * @param augment whether exposure and noise vary in training
 * @param baseRate learning rate after the warm-up
 * @param finalRate learning rate at the end of the cosine schedule, at most {@code baseRate}
 * @param candidates vectors of all images together that a memory bank is chosen from, at most
 * @param candidatesPerImage of which each image gives at most so many
 * @param seed of initialisation, order and augmentation
 */
public record TrainingConfig(
        Protocol protocol,
        int epochs,
        int batchSize,
        boolean augment,
        double baseRate,
        double finalRate,
        int candidates,
        int candidatesPerImage,
        long seed) {

    private static final double BASE_RATE = 1e-3;
    private static final double FINAL_RATE = 1e-4;
    private static final int CANDIDATES = 20_000;
    private static final int CANDIDATES_PER_IMAGE = 256;

    /** @throws IllegalArgumentException naming the field, the value found and what was expected */
    public TrainingConfig {
        Positive.require("epochs", epochs);
        Positive.require("batchSize", batchSize);
        Positive.require("candidates", candidates);
        Positive.require("candidatesPerImage", candidatesPerImage);
        if (!(baseRate > 0 && Double.isFinite(baseRate)))
            throw new IllegalArgumentException("baseRate must be positive, found " + baseRate);
        if (!(finalRate >= 0 && finalRate <= baseRate))
            throw new IllegalArgumentException("finalRate must be 0 to baseRate " + baseRate + ", found " + finalRate);
    }

    /** The reference's 200 epochs of 16 tiles a step, with tiles inside images and a warm-up for short trainings. */
    public static TrainingConfig defaults() {
        return new TrainingConfig(
                Protocol.CALIBRATED, 200, 16, true, BASE_RATE, FINAL_RATE, CANDIDATES, CANDIDATES_PER_IMAGE, 1);
    }

    public TrainingConfig withProtocol(Protocol other) {
        return new TrainingConfig(
                other, epochs, batchSize, augment, baseRate, finalRate, candidates, candidatesPerImage, seed);
    }

    public TrainingConfig withEpochs(int number) {
        return new TrainingConfig(
                protocol, number, batchSize, augment, baseRate, finalRate, candidates, candidatesPerImage, seed);
    }

    public TrainingConfig withBatchSize(int tiles) {
        return new TrainingConfig(
                protocol, epochs, tiles, augment, baseRate, finalRate, candidates, candidatesPerImage, seed);
    }

    public TrainingConfig withAugment(boolean whether) {
        return new TrainingConfig(
                protocol, epochs, batchSize, whether, baseRate, finalRate, candidates, candidatesPerImage, seed);
    }

    /**
     * @param base learning rate after the warm-up
     * @param last learning rate at the end
     */
    public TrainingConfig withRates(double base, double last) {
        return new TrainingConfig(
                protocol, epochs, batchSize, augment, base, last, candidates, candidatesPerImage, seed);
    }

    /**
     * @param most vectors of all images together
     * @param perImage of which each image gives at most so many
     */
    public TrainingConfig withCandidates(int most, int perImage) {
        return new TrainingConfig(protocol, epochs, batchSize, augment, baseRate, finalRate, most, perImage, seed);
    }

    public TrainingConfig withSeed(long number) {
        return new TrainingConfig(
                protocol, epochs, batchSize, augment, baseRate, finalRate, candidates, candidatesPerImage, number);
    }
}

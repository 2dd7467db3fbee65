package dev.robis.seg.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.robis.nn.feature.EncoderModel;
import dev.robis.seg.tile.Tiling;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * All that a training needs to know, as three records that answer three questions. Immutable. How scores are read afterwards is a {@link Decision}, which is none of it.
 *
 * @param model which network
 * @param maps how a map is made of its tiles
 * @param training how the detector is learned
 */
public record RobisConfig(ModelConfig model, MapConfig maps, TrainingConfig training) {

    /** A memory bank on the embedded EfficientNet-Lite0: learns in seconds, needs no download. */
    public static RobisConfig defaults() {
        return memoryBank(ModelConfig.defaults().encoder());
    }

    /**
     * A memory bank on an encoder. Where that sees images of one size only, they are cut as RoBiS cuts them.
     *
     * @param encoder any name that {@link EncoderModel#named} takes
     */
    public static RobisConfig memoryBank(String encoder) {
        MapConfig maps = EncoderModel.named(encoder).anySize()
                ? MapConfig.anySize()
                : MapConfig.defaults().withImageScore(ImageScore.TOP_PERCENT);
        return new RobisConfig(ModelConfig.memoryBank(encoder), maps, TrainingConfig.defaults());
    }

    /** RoBiS: INP-Former on ViT-B/14 with registers, tiles of 1024 pixels seen at 518, 200 epochs. */
    public static RobisConfig reference() {
        return new RobisConfig(ModelConfig.reference(), MapConfig.defaults(), TrainingConfig.defaults());
    }

    /** How the maps of this detector are read unless something else is asked for. */
    public Decision decision() {
        return model.detector().equals(ModelConfig.MEMORY_BANK) ? Decision.byQuantile() : Decision.defaults();
    }

    public RobisConfig withModel(ModelConfig other) {
        return new RobisConfig(other, maps, training);
    }

    public RobisConfig withMaps(MapConfig other) {
        return new RobisConfig(model, other, training);
    }

    public RobisConfig withTraining(TrainingConfig other) {
        return new RobisConfig(model, maps, other);
    }

    private RobisConfig model(UnaryOperator<ModelConfig> change) {
        return withModel(change.apply(model));
    }

    private RobisConfig maps(UnaryOperator<MapConfig> change) {
        return withMaps(change.apply(maps));
    }

    private RobisConfig training(UnaryOperator<TrainingConfig> change) {
        return withTraining(change.apply(training));
    }

    /** See {@link ModelConfig#withEncoder}. */
    public RobisConfig withEncoder(String name) {
        return model(now -> now.withEncoder(name));
    }

    /** See {@link ModelConfig#withInputSize(int)}. */
    public RobisConfig withInputSize(int side) {
        return model(now -> now.withInputSize(side));
    }

    /** See {@link ModelConfig#withInputSize(int, int)}. */
    public RobisConfig withInputSize(int side, int crop) {
        return model(now -> now.withInputSize(side, crop));
    }

    /** See {@link ModelConfig#withPrototypes}. */
    public RobisConfig withPrototypes(int number) {
        return model(now -> now.withPrototypes(number));
    }

    /** See {@link MapConfig#withWindow}. */
    public RobisConfig withWindow(int side) {
        return maps(now -> now.withWindow(side));
    }

    /** See {@link MapConfig#withOverlap}. */
    public RobisConfig withOverlap(double share) {
        return maps(now -> now.withOverlap(share));
    }

    /** See {@link MapConfig#withTiling}. */
    public RobisConfig withTiling(Tiling tiling) {
        return maps(now -> now.withTiling(tiling));
    }

    /** See {@link MapConfig#withMapSize}. */
    public RobisConfig withMapSize(int side) {
        return maps(now -> now.withMapSize(side));
    }

    /** See {@link MapConfig#without}. */
    public RobisConfig without(Set<Repair> left) {
        return maps(now -> now.without(left));
    }

    /** See {@link TrainingConfig#withProtocol}. */
    public RobisConfig withProtocol(Protocol protocol) {
        return training(now -> now.withProtocol(protocol));
    }

    /** See {@link TrainingConfig#withEpochs}. */
    public RobisConfig withEpochs(int number) {
        return training(now -> now.withEpochs(number));
    }

    /** See {@link TrainingConfig#withBatchSize}. */
    public RobisConfig withBatchSize(int tiles) {
        return training(now -> now.withBatchSize(tiles));
    }

    /** See {@link TrainingConfig#withAugment}. */
    public RobisConfig withAugment(boolean whether) {
        return training(now -> now.withAugment(whether));
    }

    /** See {@link TrainingConfig#withSeed}. */
    public RobisConfig withSeed(long number) {
        return training(now -> now.withSeed(number));
    }

    /** Name of the encoder, see {@link EncoderModel}. */
    @JsonIgnore
    public String encoder() {
        return model.encoder();
    }
}

package dev.robis.cli;

import dev.robis.seg.stage.ResultFolders;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where things go, laid out as the reference does. */
final class OutputOptions {

    @Option(
            names = {"--data-path", "--data_path"},
            paramLabel = "DIR",
            defaultValue = "robis-out/tiles",
            description = "Tiles cut from images (default: ${DEFAULT-VALUE}).")
    Path crops;

    @Option(
            names = {"--save-dir", "--save_dir"},
            paramLabel = "DIR",
            defaultValue = "robis-out/models",
            description = "Trained models, one bundle per category (default: ${DEFAULT-VALUE}).")
    Path models;

    @Option(
            names = {"--amap-savedir", "--amap_savedir"},
            paramLabel = "DIR",
            defaultValue = "robis-out",
            description = "Anomaly maps, in anomaly_images below it (default: ${DEFAULT-VALUE}).")
    Path maps;

    @Option(
            names = {"--bin-savedir", "--bin_savedir"},
            paramLabel = "DIR",
            defaultValue = "robis-out",
            description = "Masks, in anomaly_images_thresholded below it (default: ${DEFAULT-VALUE}).")
    Path masks;

    @Option(
            names = "--multi-class",
            paramLabel = "NAME",
            arity = "0..1",
            fallbackValue = "multi-class",
            description = "One model for all categories, in SAVE_DIR/NAME (multi-class), instead of one for each.")
    String multiClass;

    ResultFolders folders() {
        return new ResultFolders(crops, maps, masks);
    }

    Path bundle(String category) {
        return models.resolve(multiClass == null ? category : multiClass);
    }
}

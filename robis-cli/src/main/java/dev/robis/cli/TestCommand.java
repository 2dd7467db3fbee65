package dev.robis.cli;

import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Split;
import dev.robis.seg.detector.Detector;
import dev.robis.seg.score.CutTile;
import dev.robis.seg.score.TileSource;
import dev.robis.seg.stage.CropFolder;
import dev.robis.seg.stage.TestStage;
import dev.robis.seg.tile.Tiling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Scores the tiles of a split. */
@Command(
        name = "test",
        description = "Score the tiles of a split: one anomaly map per tile, for 'merge'.",
        sortOptions = false)
final class TestCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data;

    @Mixin
    private OutputOptions output;

    @Mixin
    private WeightsOptions encoder;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Console console = new Console(spec.commandLine().getErr());
        Split split = data.split();
        for (Dataset dataset : data.datasets(spec.commandLine().getErr())) {
            String category = dataset.category();
            Bundle bundle = Bundle.open(output.bundle(category));
            int written;
            try (Detector detector = bundle.openReferenceDetector(encoder.weights())) {
                TileSource<String> source = source(dataset, split, bundle.maps());
                TestStage stage = new TestStage(bundle.maps(), output.folders());
                written = console.stage(
                        "test", category, listener -> stage.run(category, split, source, detector, listener));
            }
            console.say(
                    "test %s: %d maps of tiles in %s",
                    category, written, output.folders().maps(category, split));
            spec.commandLine().getOut().println(output.folders().maps(category, split));
        }
        return 0;
    }

    /** Tiles that were cut before, else the images. */
    private TileSource<String> source(Dataset dataset, Split split, MapConfig maps) throws IOException {
        Path crops = output.folders().crops(dataset.category(), split);
        if (Files.isDirectory(crops)) return CropFolder.tiles(crops);
        return TileSource.cutting(dataset.samples(split), Tiling.PADDED, maps.window(), maps.overlap())
                .as(CutTile::name);
    }
}

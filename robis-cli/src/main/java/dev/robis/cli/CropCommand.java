package dev.robis.cli;

import dev.robis.seg.config.MapConfig;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Sample;
import dev.robis.seg.data.Split;
import dev.robis.seg.stage.CropStage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes the tiles of every split as files, as the reference's scripts expect them. */
@Command(
        name = "crop",
        description = "Cut images into tile files, as the reference does. Only needed to mix with its scripts: the "
                + "other commands cut while they read.",
        sortOptions = false)
final class CropCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data;

    @Mixin
    private TileOptions tiles;

    @Mixin
    private OutputOptions output;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Console console = new Console(spec.commandLine().getErr());
        CropStage stage = new CropStage(tiles.apply(MapConfig.defaults()), output.folders());
        for (Dataset dataset : data.datasets(spec.commandLine().getErr())) {
            List<Sample> samples = new ArrayList<>();
            for (Split split : Split.values()) samples.addAll(dataset.samples(split));
            int written = console.stage(
                    "crop", dataset.category(), listener -> stage.run(dataset.category(), samples, listener));
            console.say("crop %s: %d tiles of %d images written", dataset.category(), written, samples.size());
        }
        spec.commandLine().getOut().println(output.crops);
        return 0;
    }
}

package dev.robis.cli;

import dev.robis.seg.config.MapConfig;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Split;
import dev.robis.seg.stage.MergeStage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts the maps of tiles together. */
@Command(
        name = "merge",
        description = "Put the maps of tiles together, one map per image. The tiles' maps are deleted.",
        sortOptions = false)
final class MergeCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data;

    @Mixin
    private TileOptions tiles;

    @Mixin
    private OutputOptions output;

    @Option(names = "--keep-intermediates", description = "Keep the maps of tiles.")
    private boolean keepIntermediates;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Console console = new Console(spec.commandLine().getErr());
        Split split = data.split();
        MergeStage stage = new MergeStage(tiles.apply(MapConfig.defaults()), output.folders(), keepIntermediates);
        for (Dataset dataset : data.datasets(spec.commandLine().getErr())) {
            String category = dataset.category();
            int written =
                    console.stage("merge", category, listener -> stage.run(category, dataset.samples(split), listener));
            console.say("merge %s: %d maps written", category, written);
            spec.commandLine().getOut().println(output.folders().maps(category, split));
        }
        return 0;
    }
}

package dev.robis.cli;

import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Split;
import dev.robis.seg.stage.BinarizeStage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes masks of merged maps. */
@Command(
        name = "binarize",
        description = "Make masks of merged maps; the thresholds come from all maps of the split.",
        sortOptions = false)
final class BinarizeCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--deviations",
            paramLabel = "N",
            defaultValue = "3",
            description = "Standard deviations above the mean at which a score counts as a defect "
                    + "(default: ${DEFAULT-VALUE}).")
    private double deviations;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Console console = new Console(spec.commandLine().getErr());
        Split split = data.split();
        BinarizeStage stage = new BinarizeStage(output.folders(), deviations);
        for (Dataset dataset : data.datasets(spec.commandLine().getErr())) {
            String category = dataset.category();
            BinarizeStage.Result result = console.stage(
                    "binarize", category, listener -> stage.run(category, dataset.samples(split), listener));
            console.say(
                    "binarize %s: %d masks, scores of mean %.2f and deviation %.2f",
                    category,
                    result.thresholds().size(),
                    result.statistics().mean(),
                    result.statistics().standardDeviation());
            spec.commandLine().getOut().println(output.folders().masks(category, split));
        }
        return 0;
    }
}

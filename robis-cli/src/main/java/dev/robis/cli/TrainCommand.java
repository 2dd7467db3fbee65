package dev.robis.cli;

import dev.robis.seg.config.Protocol;
import dev.robis.seg.data.Dataset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Learns categories from their good images. */
@Command(name = "train", description = "Learn categories from their good images.", sortOptions = false)
final class TrainCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data;

    @Mixin
    private ModelOptions model;

    @Mixin
    private TileOptions tiles;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--protocol",
            description =
                    "REFERENCE (the default of inp-former) or CALIBRATED (of memory-bank): see docs/protocols.md.")
    private Protocol protocol;

    @Mixin
    private DecisionOptions decision;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Console console = new Console(spec.commandLine().getErr());
        Training training = new Training(
                model,
                output,
                model.config(tiles, model.protocol(protocol, Protocol.CALIBRATED), decision),
                decision,
                console);
        List<Dataset> datasets = data.datasets(spec.commandLine().getErr());
        training.run(datasets);
        datasets.stream()
                .map(dataset -> output.bundle(dataset.category()))
                .distinct()
                .forEach(spec.commandLine().getOut()::println);
        return 0;
    }
}

package dev.robis.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What is done with files of weights; nothing by itself. */
@Command(
        name = "weights",
        description =
                "Official weights: list, download and verify them; convert checkpoints, look into them, and exchange trained models with the reference.",
        sortOptions = false,
        subcommands = {
            WeightsListCommand.class,
            WeightsDownloadCommand.class,
            WeightsVerifyCommand.class,
            WeightsConvertCommand.class,
            WeightsImportCommand.class,
            WeightsExportCommand.class,
            WeightsInspectCommand.class
        })
final class WeightsCommand implements Runnable {

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing a command");
    }
}

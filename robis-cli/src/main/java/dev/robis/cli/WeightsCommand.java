package dev.robis.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The official weights; does nothing by itself. */
@Command(
        name = "weights",
        description = "Official weights: list, download and verify them.",
        subcommands = {WeightsListCommand.class, WeightsDownloadCommand.class, WeightsVerifyCommand.class})
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

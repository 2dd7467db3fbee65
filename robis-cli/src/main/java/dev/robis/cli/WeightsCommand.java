package dev.robis.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What is done with files of weights. */
@Command(
        name = "weights",
        description = "Convert official checkpoints, and look into files of weights.",
        sortOptions = false,
        subcommands = {ConvertCommand.class, InspectCommand.class})
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

package dev.robis.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every command has. */
final class CommonOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Defaults of the options, in the form of the reference's robis.yaml.")
    Path config;

    @Option(names = "--verbose", description = "Print the stack of an error.")
    boolean verbose;

    @Option(
            names = {"--device"},
            hidden = true,
            description = "Taken from the reference's scripts; the backend is chosen when RoBiS is built.")
    String device;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;
}

package dev.robis.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** Entry of the command line. Exit codes: 0 done, 1 the work failed, 2 wrong usage. */
@Command(
        name = "robis",
        description = "Finds defects in high-resolution industrial photographs after learning from good ones only.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            RunCommand.class,
            CropCommand.class,
            TrainCommand.class,
            TestCommand.class,
            MergeCommand.class,
            BinarizeCommand.class,
            SegmentCommand.class,
            DemoCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Robis implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /** Runs a command and returns its exit code. */
    static int execute(String... arguments) {
        CommandLine line = new CommandLine(new Robis())
                .setExecutionExceptionHandler(new Failure())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExitCodeExceptionMapper(Failure::exitCode);
        try {
            Path config = config(arguments);
            if (config != null) line.setDefaultValueProvider(YamlDefaults.read(config));
        } catch (IOException e) {
            line.getErr().println("robis: " + Failure.message(e));
            return CommandLine.ExitCode.USAGE;
        }
        return line.execute(arguments);
    }

    /** The file that gives defaults has to be known before anything is parsed. */
    private static Path config(String... arguments) {
        return CommandLine.populateCommand(new ConfigOnly(), arguments).file;
    }

    private static final class ConfigOnly {
        @Option(names = "--config")
        private Path file;

        @Unmatched
        private String[] others;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing a command");
    }
}

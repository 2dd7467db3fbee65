package dev.robis.cli;

import dev.robis.nn.graph.engine.Engine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
            CalibrateCommand.class,
            TestCommand.class,
            MergeCommand.class,
            BinarizeCommand.class,
            RefineCommand.class,
            EvaluateCommand.class,
            SubmitCommand.class,
            ReportCommand.class,
            SegmentCommand.class,
            WeightsCommand.class,
            DemoCommand.class,
            ReferenceCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Robis implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] arguments) {
        // The command of which a quick answer is expected; half a second of loading passes while files are checked.
        if (arguments.length > 0 && arguments[0].equals("segment")) Engine.prepare();
        System.exit(execute(writer(System.out), writer(System.err), arguments));
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** Runs a command and returns its exit code. */
    static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new Robis())
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(new Failure())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
        try {
            Path config = config(arguments);
            if (config != null) line.setDefaultValueProvider(YamlDefaults.read(config));
        } catch (IOException e) {
            err.println("robis: " + Failure.message(e));
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

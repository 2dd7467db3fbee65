package dev.robis.cli;

import dev.robis.seg.submission.Fault;
import dev.robis.seg.submission.SubmissionArchive;
import dev.robis.seg.submission.SubmissionCheck;
import dev.robis.seg.submission.SubmissionReport;
import dev.robis.seg.submission.SubmissionSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From a run's maps and masks to the archive that the benchmark's server takes. */
@Command(
        name = "submit",
        description =
                "Check the maps and masks of the private splits of MVTec AD 2, and pack them for the benchmark's "
                        + "server. Nothing is packed while there are faults; they go to standard output. See docs/submission.md.",
        sortOptions = false)
final class SubmitCommand implements Callable<Integer> {

    private static final int SHOWN = 50;

    @Option(
            names = {"--original-data-path", "--original_data_path", "--data"},
            paramLabel = "DIR",
            description =
                    "Folder of the data set, to compare sizes with; without it, sizes are only compared with each "
                            + "other.")
    private Path images;

    @Mixin
    private OutputOptions results;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "submission.tar.gz",
            description = "The archive (default: ${DEFAULT-VALUE}).")
    private Path archive;

    @Option(names = "--allow-partial", description = "Pack what is there, if some files or objects are missing.")
    private boolean partial;

    @Option(names = "--all", description = "List every fault, not only the first " + SHOWN + ".")
    private boolean all;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Console console = new Console(spec.commandLine().getErr());
        if (images != null && !Files.isDirectory(images)) throw new IOException(images + ": no such folder");
        SubmissionCheck check = new SubmissionCheck(SubmissionSpec.mvtecAd2(), partial);
        SubmissionReport report = console.stage(
                "check",
                "submission",
                listener -> check.check(results.maps, results.masks, Optional.ofNullable(images), listener));
        report.warnings().forEach(warning -> console.say("warning: %s", warning));
        if (!report.faults().isEmpty()) {
            print(report.faults(), out);
            console.say("nothing packed");
            return ExitCode.SOFTWARE;
        }
        console.stage("pack", "submission", listener -> {
            SubmissionArchive.write(archive, report.files(), listener);
            return null;
        });
        console.say("%d files, %d MB", report.files().size(), Files.size(archive) / 1_000_000);
        out.println(archive);
        return 0;
    }

    private void print(List<Fault> faults, PrintWriter out) {
        Map<Fault.Kind, List<Fault>> groups =
                faults.stream().collect(Collectors.groupingBy(Fault::kind, TreeMap::new, Collectors.toList()));
        int left = all ? faults.size() : SHOWN;
        for (Map.Entry<Fault.Kind, List<Fault>> group : groups.entrySet()) {
            out.printf(
                    "%s (%d)%n",
                    group.getKey().name().toLowerCase(Locale.ROOT),
                    group.getValue().size());
            for (Fault fault :
                    group.getValue().subList(0, Math.min(left, group.getValue().size()))) out.println("  " + fault);
            left -= Math.min(left, group.getValue().size());
        }
        int hidden = all ? 0 : Math.max(0, faults.size() - SHOWN);
        if (hidden > 0) out.printf("and %d more faults; --all lists them%n", hidden);
        out.flush();
    }
}

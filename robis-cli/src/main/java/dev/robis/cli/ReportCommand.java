package dev.robis.cli;

import dev.robis.eval.html.ReportConfig;
import dev.robis.eval.report.CategoryMetrics;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes a page of maps and masks. */
@Command(
        name = "report",
        description = "Put scores, curves, and every image with its map and masks into one HTML file, which opens "
                + "in a browser without a network.",
        sortOptions = false)
final class ReportCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data;

    @Mixin
    private OutputOptions output;

    @Mixin
    private ReportOptions report;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Split split = data.split();
        ReportConfig look = report.config(data);
        List<Dataset> datasets = data.datasets(spec.commandLine().getErr());
        List<Reporting.Category> categories = new ArrayList<>();
        Console console = new Console(spec.commandLine().getErr());
        Scoring scoring = Scoring.official(output.folders(), console);
        for (Dataset dataset : datasets)
            categories.add(
                    new Reporting.Category(dataset, scoring.of(dataset, split).flatMap(CategoryMetrics::official)));
        Path file = report.file(output);
        new Reporting(output.folders(), split, console).write(file, look, categories);
        spec.commandLine().getOut().println(file);
        return 0;
    }
}

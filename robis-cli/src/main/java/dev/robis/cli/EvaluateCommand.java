package dev.robis.cli;

import dev.robis.eval.BootstrapConfig;
import dev.robis.eval.OfficialConfig;
import dev.robis.eval.ReferenceConfig;
import dev.robis.eval.report.CategoryMetrics;
import dev.robis.eval.report.MetricSet;
import dev.robis.eval.report.MetricsTable;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Split;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares maps and masks with the ground truth. */
@Command(
        name = "evaluate",
        description =
                "Score maps and masks against the ground truth: a table here, metrics.json and metrics.csv beside "
                        + "the maps. The metrics are defined in docs/metrics.md.",
        sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {

    /** Names of the option's values. */
    enum Choice {
        OFFICIAL,
        REFERENCE,
        BOTH;

        Set<MetricSet> sets() {
            return this == BOTH ? EnumSet.allOf(MetricSet.class) : EnumSet.of(MetricSet.valueOf(name()));
        }
    }

    @Mixin
    private DataOptions data;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--metrics",
            paramLabel = "SET",
            defaultValue = "OFFICIAL",
            description = "OFFICIAL (the default): as the benchmark defines them, at full resolution; REFERENCE: as "
                    + "RoBiS's utils/eval.py computes them, from masks; or BOTH.")
    private Choice metrics;

    @Option(
            names = "--limits",
            paramLabel = "RATE",
            split = ",",
            defaultValue = "0.05,0.3",
            description = "Largest false positive rates of the official AU-PRO (default: ${DEFAULT-VALUE}).")
    private List<Double> limits;

    @Option(
            names = {"--input-size", "--input_size"},
            paramLabel = "PIXELS",
            defaultValue = "518",
            description = "Side of the square to which REFERENCE resizes masks (default: ${DEFAULT-VALUE}).")
    private int inputSize;

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            defaultValue = "0",
            description = "Resamples of the images for confidence intervals of the official metrics, 1000 being usual; "
                    + "0 (the default) for none.")
    private int resamples;

    @Option(
            names = "--confidence",
            paramLabel = "SHARE",
            defaultValue = "0.95",
            description = "Of the intervals (default: ${DEFAULT-VALUE}).")
    private double confidence;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the resampling (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "Where metrics.json and metrics.csv go (default: the folder of --amap-savedir).")
    private Path results;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Console console = new Console(spec.commandLine().getErr());
        Split split = data.split();
        Scoring scoring = scoring(console);
        List<MetricsTable> tables = scoring.sets().stream()
                .map(MetricsTable::of)
                .map(table -> scoring.bootstrap().map(table::withBootstrap).orElse(table))
                .toList();
        List<CategoryMetrics> categories = new ArrayList<>();
        for (Dataset dataset : data.datasets(spec.commandLine().getErr())) {
            Optional<CategoryMetrics> found = scoring.of(dataset, split);
            if (found.isEmpty()) {
                console.say("evaluate %s: %s has no ground truth", dataset.category(), split.folderName());
                continue;
            }
            categories.add(found.get());
            if (tables.size() > 1) continue; // two tables would mix
            out.print(tables.get(0).lines(found.get()));
            out.flush();
        }
        if (categories.isEmpty())
            throw new IOException(data.root + ": no ground truth for " + split.folderName() + " of any category");
        for (MetricsTable table : tables) {
            if (tables.size() > 1) categories.forEach(category -> out.print(table.lines(category)));
            out.print(table.mean());
            if (table != tables.get(tables.size() - 1)) out.println();
        }
        out.flush();
        Path folder = results == null ? output.maps : results;
        MetricFiles.write(folder, split, scoring.bootstrap(), categories);
        console.say("metrics.json and metrics.csv in %s", folder);
        return 0;
    }

    private Scoring scoring(Console console) {
        try {
            return new Scoring(
                    metrics.sets(),
                    OfficialConfig.defaults().withIntegrationLimits(limits.toArray(Double[]::new)),
                    ReferenceConfig.defaults().withInputSize(inputSize),
                    resamples == 0
                            ? Optional.empty()
                            : Optional.of(BootstrapConfig.defaults()
                                    .withResamples(resamples)
                                    .withConfidence(confidence)
                                    .withSeed(seed)),
                    output.folders(),
                    console);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }
}

package dev.robis.cli;

import dev.robis.eval.OfficialConfig;
import dev.robis.eval.ReferenceConfig;
import dev.robis.eval.html.ReportConfig;
import dev.robis.eval.report.CategoryMetrics;
import dev.robis.eval.report.MetricSet;
import dev.robis.eval.report.MetricsTable;
import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.config.Protocol;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Sample;
import dev.robis.seg.data.Split;
import dev.robis.seg.detector.Detector;
import dev.robis.seg.refine.RefineConfig;
import dev.robis.seg.score.CutTile;
import dev.robis.seg.score.TileSource;
import dev.robis.seg.stage.BinarizeStage;
import dev.robis.seg.stage.CropStage;
import dev.robis.seg.stage.MergeStage;
import dev.robis.seg.stage.ResultFolders;
import dev.robis.seg.stage.TestStage;
import dev.robis.seg.tile.Tiling;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
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

/** The whole method on whole data sets. */
@Command(
        name = "run",
        description = "Train, score, merge, binarize, refine and evaluate, as the reference's robis_main.py.",
        sortOptions = false)
final class RunCommand implements Callable<Integer> {

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
                    "REFERENCE (the default but for --detector memory-bank): the reference's numbers; CALIBRATED: every "
                            + "image for itself. See docs/protocols.md.")
    private Protocol protocol;

    @Mixin
    private DecisionOptions decision;

    @Option(
            names = {"--train", "--train_state"},
            arity = "0..1",
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether to train what is not trained yet (default: ${DEFAULT-VALUE}).")
    private boolean train;

    @Option(
            names = {"--test", "--test_state"},
            arity = "0..1",
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether to score, merge, binarize and refine (default: ${DEFAULT-VALUE}).")
    private boolean test;

    @Option(
            names = {"--evaluate", "--eval_pub"},
            arity = "0..1",
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether to compare with the ground truth, where there is one (default: ${DEFAULT-VALUE}).")
    private boolean evaluate;

    @Option(names = "--no-report", description = "Leave the HTML report away.")
    private boolean noReport;

    @Mixin
    private ReportOptions report;

    @Option(names = "--no-refine", description = "Leave masks as binarizing makes them.")
    private boolean coarse;

    @Mixin
    private RefineOptions refine;

    @Option(
            names = "--keep-intermediates",
            description = "Also write tiles and their maps as files, as the reference does.")
    private boolean keepIntermediates;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Console console = new Console(spec.commandLine().getErr());
        protocol = model.protocol(protocol, Protocol.REFERENCE);
        decision.require(protocol);
        Split split = data.split();
        RobisConfig config = model.config(tiles, protocol, decision);
        ReportConfig look = report.config(data);
        Training training = new Training(model, output, config, decision, console);
        Optional<Refining> refining = test && !coarse ? refining(split, console) : Optional.empty();
        Scoring scoring = scoring(config, console);
        MetricsTable table = MetricsTable.of(MetricSet.OFFICIAL);
        List<CategoryMetrics> scored = new ArrayList<>();
        List<Reporting.Category> tested = new ArrayList<>();
        List<Dataset> datasets = data.datasets(spec.commandLine().getErr());
        if (train && output.multiClass != null) training.run(datasets);
        for (Dataset dataset : datasets) {
            if (train && output.multiClass == null) training.run(List.of(dataset));
            if (!test) continue;
            test(dataset, split, console);
            if (refining.isPresent()) refining.get().run(dataset, split);
            Optional<CategoryMetrics> scores = evaluate ? scoring.of(dataset, split) : Optional.empty();
            tested.add(new Reporting.Category(dataset, scores.flatMap(CategoryMetrics::official)));
            if (scores.isEmpty()) continue;
            scored.add(scores.get());
            out.print(table.lines(scores.get()));
            out.flush();
        }
        out.print(table.mean());
        if (protocol == Protocol.REFERENCE) { // what users of the reference know
            MetricsTable known = MetricsTable.of(MetricSet.REFERENCE);
            scored.forEach(category -> out.print(known.lines(category)));
            out.print(known.mean());
        }
        out.flush();
        if (!scored.isEmpty()) MetricFiles.write(output.maps, split, Optional.empty(), scored);
        if (test)
            console.say(
                    "maps in %s, masks in %s",
                    output.maps.resolve("anomaly_images"), output.masks.resolve("anomaly_images_thresholded"));
        if (!noReport && !tested.isEmpty()) {
            Path page = report.file(output);
            new Reporting(output.folders(), split, console).write(page, look, tested);
            console.say("report in %s", page);
        }
        return 0;
    }

    /** Known before any long work begins; nothing where there are no weights. */
    private Optional<Refining> refining(Split split, Console console) throws IOException {
        RefineConfig config = refine.config(
                protocol, decision.apply(model.config(tiles, protocol, decision).decision()));
        try {
            return Optional.of(new Refining(config, refine.model(config, split), output.folders(), console));
        } catch (NoSuchFileException e) {
            console.say("masks will not be refined: %s (--no-refine does without)", e.getMessage());
            return Optional.empty();
        }
    }

    private Scoring scoring(RobisConfig config, Console console) {
        Set<MetricSet> sets =
                protocol == Protocol.REFERENCE ? EnumSet.allOf(MetricSet.class) : EnumSet.of(MetricSet.OFFICIAL);
        return new Scoring(
                sets,
                OfficialConfig.defaults(),
                ReferenceConfig.defaults().withInputSize(config.model().inputSize()),
                Optional.empty(),
                output.folders(),
                console);
    }

    private void test(Dataset dataset, Split split, Console console) throws Exception {
        Bundle bundle = Bundle.open(output.bundle(dataset.category()));
        if (protocol == Protocol.CALIBRATED)
            new Calibrated(output.folders(), console).run(bundle, decision.of(bundle), model.weights(), dataset, split);
        else reference(bundle, dataset, split, console);
    }

    private void reference(Bundle bundle, Dataset dataset, Split split, Console console) throws Exception {
        String category = dataset.category();
        MapConfig maps = bundle.maps();
        ResultFolders folders = output.folders();
        List<Sample> samples = dataset.samples(split);
        TestStage stage = new TestStage(maps, folders);
        try (Detector detector = bundle.openReferenceDetector(model.weights())) {
            if (keepIntermediates) {
                CropStage crop = new CropStage(maps, folders);
                console.stage("crop", category, listener -> crop.run(category, samples, listener));
                TileSource<String> source = TileSource.cutting(samples, Tiling.PADDED, maps.window(), maps.overlap())
                        .as(CutTile::name);
                console.stage("test", category, listener -> stage.run(category, split, source, detector, listener));
                MergeStage merge = new MergeStage(maps, folders, true);
                console.stage("merge", category, listener -> merge.run(category, samples, listener));
            } else
                console.stage(
                        "test", category, listener -> stage.runAndMerge(category, split, samples, detector, listener));
        }
        BinarizeStage binarize = new BinarizeStage(folders, bundle.decision().deviations());
        console.stage("binarize", category, listener -> binarize.run(category, samples, listener));
    }
}

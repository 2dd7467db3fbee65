package dev.robis.cli;

import dev.robis.eval.html.ReportConfig;
import dev.robis.eval.report.CategoryMetrics;
import dev.robis.eval.report.MetricSet;
import dev.robis.eval.report.MetricsTable;
import dev.robis.seg.RobisTrainer;
import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Split;
import dev.robis.seg.detector.EncoderWeights;
import dev.robis.seg.stage.ResultFolders;
import dev.robis.seg.synthetic.SyntheticConfig;
import dev.robis.seg.synthetic.SyntheticDataset;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole method on made-up products, for a first look. */
@Command(
        name = "demo",
        description = "Make a small data set, learn its good images, mark its defects, and say how well. Needs no "
                + "download.",
        sortOptions = false)
final class DemoCommand implements Callable<Integer> {

    private static final String MARK = ".robis-demo";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "robis-demo",
            description = "Folder for everything; made anew (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Console console = new Console(spec.commandLine().getErr());
        begin();
        Path data = output.resolve("data");
        SyntheticDataset.write(data, SyntheticConfig.defaults().withSeed(seed));
        console.say(
                "made a data set of %d products in %s", Dataset.categories(data).size(), data);

        RobisConfig config = RobisConfig.defaults();
        ResultFolders folders = new ResultFolders(output.resolve("tiles"), output, output);
        Path pictures = output.resolve("overlays");
        EncoderWeights weights = EncoderWeights.standard();
        Scoring scoring = Scoring.official(folders, console);
        List<CategoryMetrics> scored = new ArrayList<>();
        List<Reporting.Category> tested = new ArrayList<>();
        for (String category : Dataset.categories(data)) {
            Dataset dataset = Dataset.mvtecAd2(data, category);
            Path bundle = output.resolve("models").resolve(category);
            RobisTrainer trainer = new RobisTrainer(config).withWeights(weights);
            Bundle trained = console.training(category, listener -> trainer.train(dataset, bundle, listener));
            new Calibrated(folders, console)
                    .run(
                            trained,
                            trained.decision(),
                            weights,
                            dataset,
                            Split.TEST_PUBLIC,
                            Optional.of(pictures.resolve(category)));
            CategoryMetrics metrics = scoring.of(dataset, Split.TEST_PUBLIC).orElseThrow();
            scored.add(metrics);
            tested.add(new Reporting.Category(dataset, metrics.official()));
        }
        Path report = output.resolve("report.html");
        new Reporting(folders, Split.TEST_PUBLIC, console)
                .write(
                        report,
                        ReportConfig.of("RoBiS: demo").withNote("Made-up products, memory bank on EfficientNet-Lite0"),
                        tested);
        MetricsTable table = MetricsTable.of(MetricSet.OFFICIAL);
        scored.forEach(category -> out.print(table.lines(category)));
        out.print(table.mean());
        out.println();
        out.println("maps      " + output.resolve("anomaly_images"));
        out.println("masks     " + output.resolve("anomaly_images_thresholded"));
        out.println("pictures  " + pictures + " (image; found in red, truth in blue; heat)");
        out.println("report    " + report);
        out.println("models    " + output.resolve("models"));
        return 0;
    }

    /** An earlier demo is cleared away, anything else is left alone. */
    private void begin() throws IOException {
        if (Files.exists(output)) {
            if (!Files.exists(output.resolve(MARK)))
                throw new UsageException(output + " exists and is not from a demo; choose another --output");
            FileUtils.deleteDirectory(output.toFile());
        }
        Files.createDirectories(output);
        Files.createFile(output.resolve(MARK));
    }
}

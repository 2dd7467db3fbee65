package dev.robis.cli;

import dev.robis.eval.BootstrapConfig;
import dev.robis.eval.report.CategoryMetrics;
import dev.robis.eval.report.MetricsReport;
import dev.robis.seg.data.Split;
import dev.robis.seg.image.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code metrics.json} and {@code metrics.csv}. */
final class MetricFiles {

    private MetricFiles() {}

    static void write(Path folder, Split split, Optional<BootstrapConfig> bootstrap, List<CategoryMetrics> categories)
            throws IOException {
        MetricsReport plain =
                MetricsReport.of(categories).withVersion(Version.number()).withSplit(split.folderName());
        MetricsReport report = bootstrap.map(plain::withBootstrap).orElse(plain);
        write(folder.resolve("metrics.json"), report.json() + "\n");
        write(folder.resolve("metrics.csv"), report.csv());
    }

    private static void write(Path file, String text) throws IOException {
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}

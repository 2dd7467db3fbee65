package dev.robis.cli;

import dev.robis.eval.html.ReportConfig;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the report goes and what it looks like. */
final class ReportOptions {

    private static final String NAME = "report.html";

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "The HTML report (default: " + NAME + " beside anomaly_images).")
    private Path file;

    @Option(
            names = "--report-side",
            paramLabel = "N",
            defaultValue = "448",
            description = "Largest side of an image in the report, pixels (default: ${DEFAULT-VALUE}).")
    private int side;

    Path file(OutputOptions output) {
        return file != null ? file : output.maps.resolve(NAME);
    }

    /** @throws UsageException if the side is out of range */
    ReportConfig config(DataOptions data) {
        Path root = data.root.toAbsolutePath().normalize();
        String split = data.split().folderName();
        try {
            return ReportConfig.of("RoBiS: " + data.title() + ", " + split)
                    .withNote(root + ", split " + split)
                    .withMaxSide(side);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--report-side: " + e.getMessage());
        }
    }
}

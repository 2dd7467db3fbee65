package dev.robis.cli;

import dev.robis.nn.tensor.WeightsHome;
import dev.robis.weights.catalogue.Catalogue;
import dev.robis.weights.catalogue.Downloads;
import dev.robis.weights.catalogue.OfficialWeights;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Where downloads and weights are kept. */
final class HomeOptions {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Folder of downloads and weights (default: ROBIS_HOME, else ~/.cache/robis).")
    private Path folder;

    WeightsHome home() {
        return folder == null ? WeightsHome.standard() : new WeightsHome(folder);
    }

    Downloads downloads() {
        return Downloads.in(home());
    }

    /** The weights of these names, in their order. */
    static List<OfficialWeights> named(List<String> names) {
        Catalogue catalogue = Catalogue.bundled();
        try {
            return names.stream().map(catalogue::named).toList();
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }
}

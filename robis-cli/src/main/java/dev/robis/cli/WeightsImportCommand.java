package dev.robis.cli;

import dev.robis.nn.inp.ReferenceModel;
import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.exchange.BundleImport;
import dev.robis.weights.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a bundle of a model that the reference trained. */
@Command(
        name = "import",
        description = "Make a bundle of a model.pth that the reference trained, for 'test' and 'segment'. Nothing is "
                + "trained and nothing in the file is executed; good images are scored once, to calibrate the bundle. "
                + "The encoder in the file must be the one in ROBIS_HOME/weights, and is not stored twice.",
        sortOptions = false)
final class WeightsImportCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model, of any format that convert reads.")
    private Path file;

    @Parameters(index = "1", paramLabel = "BUNDLE", description = "The folder to write; must not exist.")
    private Path bundle;

    @Mixin
    private DataOptions data;

    @Option(
            names = "--encoder",
            paramLabel = "NAME",
            description = "Its backbone, where the tensors do not tell: DINO, iBOT, MAE, MoCo and DeiT have the same.")
    private String encoder;

    @Mixin
    private WeightsOptions weights;

    @Option(
            names = "--install-encoder",
            description = "Take the encoder out of the model where there is none: into ROBIS_HOME/weights, or the file "
                    + "that --encoder-weights names.")
    private boolean install;

    @Mixin
    private InputOptions input;

    @Mixin
    private TileOptions tiles;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Dataset dataset = dataset();
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            ReferenceModel model = ReferenceModel.of(checkpoint, Optional.ofNullable(encoder));
            Bundle imported =
                    new BundleImport(config(model), weights.weights(), install).run(file, model, dataset, bundle);
            new Console(spec.commandLine().getErr())
                    .say(
                            "import: a model on %s, %d prototypes, calibrated with %d images",
                            imported.model().encoder(),
                            imported.model().prototypes(),
                            imported.calibration().images());
        }
        spec.commandLine().getOut().println(bundle);
        return 0;
    }

    private Dataset dataset() throws IOException {
        List<Dataset> found = data.datasets(spec.commandLine().getErr());
        if (found.size() == 1) return found.get(0);
        throw new UsageException("a model is of one category; choose it with --categories, found "
                + found.stream().map(Dataset::category).toList());
    }

    private RobisConfig config(ReferenceModel model) {
        try {
            return tiles.apply(input.apply(
                    RobisConfig.reference().withEncoder(model.backbone().name()).withPrototypes(model.prototypes())));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }
}

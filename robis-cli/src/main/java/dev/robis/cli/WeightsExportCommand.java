package dev.robis.cli;

import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.exchange.ReferenceExport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a bundle as its users elsewhere read it. */
@Command(
        name = "export",
        description = "Write a trained bundle and its encoder as one safetensors file.",
        sortOptions = false)
final class WeightsExportCommand implements Callable<Integer> {

    @Option(
            names = "--reference",
            required = true,
            description = "Names and order of the tensors as in the reference's model.pth.")
    private boolean reference;

    @Parameters(index = "0", paramLabel = "BUNDLE", description = "What training or import wrote.")
    private Path bundle;

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write; must not exist.")
    private Path out;

    @Mixin
    private WeightsOptions encoder;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        new ReferenceExport(encoder.weights()).run(Bundle.open(bundle), out);
        spec.commandLine().getOut().println(out);
        return 0;
    }
}

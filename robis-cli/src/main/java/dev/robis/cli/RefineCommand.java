package dev.robis.cli;

import dev.robis.seg.config.Decision;
import dev.robis.seg.config.Protocol;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Split;
import dev.robis.seg.refine.RefineConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Refines masks with Segment Anything. */
@Command(
        name = "refine",
        description = "Refine masks with Segment Anything, in their place. The coarse masks are kept in "
                + "anomaly_images_coarse, and refining again begins with them.",
        sortOptions = false)
final class RefineCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data;

    @Mixin
    private OutputOptions output;

    @Mixin
    private RefineOptions refine;

    @Option(
            names = "--protocol",
            defaultValue = "REFERENCE",
            description = "REFERENCE (the default) or CALIBRATED: see docs/refinement.md.")
    private Protocol protocol;

    @Mixin
    private RepairOptions repairs;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Split split = data.split();
        repairs.require(protocol);
        RefineConfig config = refine.config(protocol, Decision.defaults().without(repairs.left()));
        Refining refining = new Refining(
                config,
                refine.model(config, split),
                output.folders(),
                new Console(spec.commandLine().getErr()));
        for (Dataset dataset : data.datasets(spec.commandLine().getErr())) {
            refining.run(dataset, split);
            spec.commandLine().getOut().println(output.folders().masks(dataset.category(), split));
        }
        return 0;
    }
}

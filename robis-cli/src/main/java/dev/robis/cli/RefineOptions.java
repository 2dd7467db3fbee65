package dev.robis.cli;

import dev.robis.seg.config.Decision;
import dev.robis.seg.config.Protocol;
import dev.robis.seg.data.Split;
import dev.robis.seg.refine.MaskRule;
import dev.robis.seg.refine.RefineConfig;
import dev.robis.seg.refine.SamFiles;
import dev.robis.seg.refine.SamModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How masks are refined, and with which Segment Anything. */
final class RefineOptions {

    @Option(
            names = "--sam",
            paramLabel = "NAME",
            description = "vit_b, vit_l or vit_h (default: vit_b; under the protocol REFERENCE vit_h, and vit_b for "
                    + "test_private_mixed).")
    private String name;

    @Option(
            names = "--sam-weights",
            paramLabel = "PATH",
            description = "SAM's weights as safetensors, of any size if --sam names none; or the folder to look in "
                    + "(default: ROBIS_HOME/weights) for sam_NAME.safetensors.")
    private Path weights;

    @Option(
            names = "--sam-boxes",
            paramLabel = "N",
            description = "Largest regions of a mask that SAM is asked about (default: 3).")
    private Integer boxes;

    @Option(
            names = "--sam-masks",
            paramLabel = "RULE",
            description = "For every category: single (one mask per box), multi (the union of three) or skip (default: "
                    + "single, but multi for fabric and walnuts and skip for rice).")
    private MaskRule rule;

    /** @param decision that holds under {@link Protocol#CALIBRATED} */
    RefineConfig config(Protocol protocol, Decision decision) {
        RefineConfig config = protocol == Protocol.REFERENCE ? RefineConfig.reference() : decision.refining();
        try {
            if (name != null) config = config.withModel(name);
            if (boxes != null) config = config.withBoxes(boxes);
            return rule == null ? config : config.withRule(rule);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /**
     * The model for a split; its names and shapes are right.
     *
     * @throws java.nio.file.NoSuchFileException if a folder has no weights of it
     */
    SamModel model(RefineConfig config, Split split) throws IOException {
        SamModel model = located(config.model(split));
        model.check();
        return model;
    }

    private SamModel located(String wanted) throws IOException {
        if (weights == null) return SamFiles.standard().model(wanted);
        if (Files.isDirectory(weights)) return new SamFiles(weights).model(wanted);
        if (!Files.isRegularFile(weights))
            throw new IOException(weights + ": no such file, nor a folder with weights of SAM");
        return name == null ? SamModel.inferred(weights) : SamModel.named(name, weights);
    }
}

package dev.robis.cli;

import dev.robis.nn.tensor.DType;
import dev.robis.weights.Architecture;
import dev.robis.weights.Conversion;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes safetensors of a checkpoint. */
@Command(
        name = "convert",
        description = "Convert a checkpoint (.pth, .pt, .safetensors, .safetensors.index.json, .npz) to safetensors. "
                + "Nothing in the checkpoint is executed.",
        sortOptions = false)
final class WeightsConvertCommand implements Callable<Integer> {

    /** Element types of floating-point tensors. */
    enum Floats {
        F16(DType.F16),
        F32(DType.F32);

        private final DType dtype;

        Floats(DType dtype) {
            this.dtype = dtype;
        }
    }

    @Parameters(index = "0", paramLabel = "IN", description = "The checkpoint.")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write; replaced where it exists.")
    private Path out;

    @Option(
            names = "--dtype",
            paramLabel = "f16|f32",
            description = "Type of floating-point tensors (default: as they are, bfloat16 as f32).")
    private Floats floats;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "Demand the tensors of this encoder or Segment Anything model, such as "
                    + "dinov2reg_vit_base_14 or vit_h, and write no others.")
    private String architecture;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Take the tensors below this key (default: below state_dict, model or teacher, if there is "
                    + "one, else all).")
    private String key;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Conversion conversion = Conversion.of(in);
        if (floats != null) conversion = conversion.withFloats(floats.dtype);
        if (architecture != null) conversion = conversion.withArchitecture(architecture(architecture));
        if (key != null) conversion = conversion.withGroup(key);
        Conversion.Result result = conversion.writeTo(out);
        new Console(spec.commandLine().getErr())
                .say(
                        "convert: %d tensors of %s, %s%s, %s",
                        result.tensors(),
                        result.format().title(),
                        result.recognised().isEmpty()
                                ? "of no known network"
                                : "which are " + String.join(" or ", result.recognised()),
                        leftOut(result),
                        Sizes.text(result.bytes()));
        spec.commandLine().getOut().println(out);
        return 0;
    }

    private static Architecture architecture(String name) {
        try {
            return Architecture.named(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static String leftOut(Conversion.Result result) {
        if (result.prefix().isEmpty()) return "";
        return ", taken from below \"" + result.prefix() + "\", " + (result.leftOut() == 0 ? "none" : result.leftOut())
                + " left out";
    }
}

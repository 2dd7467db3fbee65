package dev.robis.cli;

import dev.robis.seg.BundleCalibration;
import dev.robis.seg.alarm.AlarmThreshold;
import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.config.Decision;
import dev.robis.seg.data.Dataset;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures anew what good images score, without training. */
@Command(
        name = "calibrate",
        description =
                "Write a bundle with the same trained tensors that measures by other good images: for a product that "
                        + "the model was not trained on, or after another camera or lamp. Takes the validation images, or the "
                        + "training images where there are none.",
        sortOptions = false)
final class CalibrateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "BUNDLE", description = "What training wrote; stays as it is.")
    private Path bundle;

    @Mixin
    private DataOptions data;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            required = true,
            description = "The new bundle; must not exist.")
    private Path output;

    @Mixin
    private DecisionOptions decision;

    @Mixin
    private WeightsOptions encoder;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Bundle trained = Bundle.open(bundle);
        List<Dataset> products = data.datasets(spec.commandLine().getErr());
        Decision wanted = decision.apply(trained.decision());
        Bundle calibrated = new BundleCalibration(encoder.weights(), decision.apply(trained.maps()), wanted)
                .run(trained, products, output);
        AlarmThreshold alarm = calibrated.calibration().imageThreshold(wanted.falseAlarmRate());
        new Console(spec.commandLine().getErr())
                .say(
                        "calibrate: %d good images; %s of them may be called defective: beyond %.1f (%s)",
                        alarm.images(), wanted.falseAlarmRate(), alarm.value(), alarm.basis());
        spec.commandLine().getOut().println(output);
        return 0;
    }
}

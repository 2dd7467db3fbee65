package dev.robis.cli;

import dev.robis.weights.catalogue.Catalogue;
import dev.robis.weights.catalogue.Downloads;
import dev.robis.weights.catalogue.OfficialWeights;
import dev.robis.weights.catalogue.Verification;
import dev.robis.weights.catalogue.Verification.Status;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads downloaded weights again. */
@Command(
        name = "verify",
        description = "Read downloaded weights again and compare them with the published checksums, or with what they "
                + "were on first use. Ends with 1 if one is wrong, or named and not there.",
        sortOptions = false)
final class WeightsVerifyCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Weights to verify (default: all that are here).")
    private List<String> names = List.of();

    @Mixin
    private HomeOptions home;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        boolean all = names.isEmpty();
        Downloads downloads = home.downloads().offline();
        int code = 0;
        for (OfficialWeights weights : all ? Catalogue.bundled().all() : HomeOptions.named(names)) {
            Verification found = downloads.verify(weights);
            if (all && found.status() == Status.ABSENT) continue;
            spec.commandLine().getOut().println(line(found));
            if (found.status() == Status.ABSENT || found.status() == Status.WRONG) code = 1;
        }
        return code;
    }

    private static String line(Verification found) {
        String text =
                switch (found.status()) {
                    case KNOWN -> "ok, SHA-256 as in the catalogue";
                    case FIRST_USE -> "ok, SHA-256 as on first use (no whole one is published)";
                    case RECORDED -> "recorded: no whole SHA-256 is published, this one is trusted from now on";
                    case ABSENT -> "not there";
                    case WRONG -> "WRONG: " + String.join("; ", found.problems());
                };
        return found.weights().name() + ": " + text + " (" + found.file() + ")";
    }
}

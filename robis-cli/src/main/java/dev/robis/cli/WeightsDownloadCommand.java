package dev.robis.cli;

import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.weights.Architecture;
import dev.robis.weights.Conversion;
import dev.robis.weights.catalogue.Downloaded;
import dev.robis.weights.catalogue.Downloads;
import dev.robis.weights.catalogue.OfficialWeights;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches official weights. */
@Command(
        name = "download",
        description =
                "Download official weights into HOME/downloads, check them, and convert them into HOME/weights, "
                        + "where the other commands find them. Files that are there stay. Ended early, it goes on where it was.",
        sortOptions = false)
final class WeightsDownloadCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "As \"robis weights list\" names them.")
    private List<String> names;

    @Mixin
    private HomeOptions home;

    @Option(
            names = "--offline",
            description = "Use no network: say how to get by hand what is missing (also: ROBIS_OFFLINE=1).")
    private boolean offline;

    @Option(
            names = "--url",
            paramLabel = "ADDRESS",
            description = "Where to get the file instead of its official address, such as a mirror; for one NAME.")
    private URI address;

    @Option(names = "--no-convert", description = "Only download, and say how to convert.")
    private boolean noConvert;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<OfficialWeights> wanted = wanted();
        Console console = new Console(spec.commandLine().getErr());
        Downloads downloads = offline ? home.downloads().offline() : home.downloads();
        for (OfficialWeights weights : wanted) {
            Downloaded here = console.download(weights.name(), listener -> downloads.get(weights, listener));
            report(here, console);
            if (noConvert) {
                spec.commandLine().getOut().println(here.file());
                console.say("next: %s", downloads.convertCommand(weights));
            } else spec.commandLine().getOut().println(converted(here, console));
        }
        return 0;
    }

    private Path converted(Downloaded here, Console console) throws IOException {
        String name = here.weights().name();
        Path file = home.home().weights(name);
        if (Files.exists(file) && isMadeOf(here, file)) console.say("%s: is converted already", name);
        else {
            Files.createDirectories(file.getParent());
            Conversion.Result result = Conversion.of(here.file())
                    .withArchitecture(Architecture.named(name))
                    .writeTo(file);
            console.say("%s: %d tensors converted, %s", name, result.tensors(), Sizes.text(result.bytes()));
        }
        return file;
    }

    private static boolean isMadeOf(Downloaded here, Path file) throws IOException {
        try (SafetensorsFile weights = SafetensorsFile.open(file)) {
            return here.sha256().equals(weights.metadata().get(Conversion.SOURCE_SHA256));
        }
    }

    private List<OfficialWeights> wanted() {
        List<OfficialWeights> wanted = HomeOptions.named(names);
        if (address == null) return wanted;
        if (wanted.size() > 1)
            throw new UsageException("--url is the address of one file, found " + names.size() + " names");
        if (!List.of("http", "https").contains(String.valueOf(address.getScheme())) || address.getHost() == null)
            throw new UsageException("--url: expected an address like https://host/file, found \"" + address + "\"");
        return List.of(wanted.get(0).from(address));
    }

    private static void report(Downloaded here, Console console) {
        String name = here.weights().name();
        if (!here.fetched()) console.say("%s: is here already", name);
        console.say("%s: licence %s", name, here.weights().licence().value());
        if (here.trustedOnFirstUse())
            console.say(
                    "%s: no whole SHA-256 is published; trusted on first use and recorded as %s", name, here.sha256());
        else console.say("%s: SHA-256 %s, as in the catalogue", name, here.sha256());
    }
}

package dev.robis.benchmarks.compare;

import dev.robis.benchmarks.MatrixShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Directs the comparison; see docs/performance.md. */
@Command(
        name = "benchmarks/compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures RoBiS beside PyTorch, ONNX Runtime and the reference's Python steps, in turns, on the same inputs.",
            "Prints Markdown; every sample is in the JSON file. Exits with 1 if a contender fails or outputs differ."
        })
final class Compare implements Callable<Integer> {

    @Option(
            names = "--stages",
            split = ",",
            description = "Which ones, of ${COMPLETION-CANDIDATES}.",
            paramLabel = "STAGE",
            completionCandidates = Keys.class,
            converter = Keys.class)
    private List<Stage> stages = List.of(Stage.values());

    @Option(
            names = "--rounds",
            description = "Turns of every contender (default: ${DEFAULT-VALUE}).",
            defaultValue = "7")
    private int rounds;

    @Option(names = "--threads", description = "Of every contender (default: ${DEFAULT-VALUE}).", defaultValue = "2")
    private int threads;

    @Option(names = "--small", description = "Small networks, to see in a minute whether everything works.")
    private boolean small;

    @Option(
            names = "--python",
            description = "With NumPy, PyTorch, OpenCV, scikit-image, Pillow, tifffile (default: ${DEFAULT-VALUE}).",
            defaultValue = "/usr/bin/python3")
    private String python;

    @Option(
            names = "--json",
            description = "Where to write every sample (default: ${DEFAULT-VALUE}).",
            defaultValue = "benchmarks/target/compare.json")
    private Path json;

    @Option(names = "--temp", description = "Folder for 3 GB of temporary files (default: the system's).")
    private Path temp = Path.of(System.getProperty("java.io.tmpdir"));

    /** Names of stages on the command line. */
    static final class Keys extends ArrayList<String> implements CommandLine.ITypeConverter<Stage> {

        private static final long serialVersionUID = 1;

        Keys() {
            super(Arrays.stream(Stage.values()).map(Stage::key).toList());
        }

        @Override
        public Stage convert(String key) {
            int index = indexOf(key);
            if (index < 0)
                throw new CommandLine.TypeConversionException("unknown stage " + key + ", known are " + this);
            return Stage.values()[index];
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Compare()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        if (rounds < 1 || threads < 1)
            throw new IllegalArgumentException("rounds and threads must be positive, found " + rounds + ", " + threads);
        Path folder = Files.createTempDirectory(temp, "robis-compare-");
        Map<Peer, Contender> contenders = new EnumMap<>(Peer.class);
        try {
            Report report = measure(new Workspace(folder), contenders);
            System.out.println(report.markdown());
            Files.createDirectories(json.toAbsolutePath().getParent());
            report.writeJson(json);
            return report.failed() ? 1 : 0;
        } finally {
            for (Contender contender : contenders.values()) contender.close();
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private Report measure(Workspace workspace, Map<Peer, Contender> contenders) throws IOException {
        Settings settings = small ? Settings.small(threads) : Settings.full(threads);
        System.err.println("writing weights and inputs to " + workspace.folder());
        new SharedInputs(settings, workspace).write();
        Report report = new Report(settings);
        report.circumstances().put("machine", Machine.describe() + "; threads of each contender: " + threads);
        report.circumstances().put("load before", Machine.load());
        for (Peer peer : peers()) start(peer, workspace, contenders, report);
        Rounds turns = new Rounds(workspace, contenders, rounds);
        for (MatrixShape shape : MatrixShape.PEAK) {
            System.err.println("matrix product " + shape);
            List<Peer> peers = List.of(Peer.ROBIS, Peer.PYTORCH, Peer.ONNX_RUNTIME);
            report.products().put(shape, turns.measure(shape.toString(), peers, 1e-3));
        }
        for (Stage stage : EnumSet.copyOf(stages)) {
            System.err.println(stage.title());
            List<Peer> peers = new ArrayList<>(List.of(Peer.ROBIS));
            peers.addAll(stage.peers());
            report.stages().put(stage, turns.measure(stage.key(), peers, stage.tolerance()));
        }
        report.circumstances().put("load after", Machine.load());
        return report;
    }

    private Set<Peer> peers() {
        Set<Peer> peers = EnumSet.of(Peer.ROBIS, Peer.PYTORCH, Peer.ONNX_RUNTIME);
        stages.forEach(stage -> peers.addAll(stage.peers()));
        return peers;
    }

    private void start(Peer peer, Workspace workspace, Map<Peer, Contender> contenders, Report report) {
        try {
            Contender contender = Contender.start(peer, workspace, threads, python);
            contenders.put(peer, contender);
            report.circumstances().put(peer.toString(), contender.version());
        } catch (IOException e) {
            report.circumstances().put(peer.toString(), "missing: " + e.getMessage());
        }
    }
}

package dev.robis.cli;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.robis.seg.AnomalySegmenter;
import dev.robis.seg.Bundle;
import dev.robis.seg.Decision;
import dev.robis.seg.Explanation;
import dev.robis.seg.Repair;
import dev.robis.seg.Segmentation;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.MapFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Marks defects on any images with a trained bundle. */
@Command(
        name = "segment",
        description =
                "Mark defects on images with a trained bundle. Prints one CSV line per image; writes maps/NAME.tiff, "
                        + "masks/NAME.png, overlays/NAME.png, and results.csv and results.jsonl, which grow image by image: started "
                        + "again, it goes on where it stopped.",
        sortOptions = false)
final class SegmentCommand implements Callable<Integer> {

    private static final ObjectWriter EXPLANATION = new ObjectMapper().writerWithDefaultPrettyPrinter();

    @Parameters(
            paramLabel = "IMAGE",
            arity = "0..*",
            description =
                    "Images, folders with images at any depth, patterns in quotes, or - for a list on standard input.")
    private List<String> inputs = new ArrayList<>();

    @Option(names = "--bundle", paramLabel = "DIR", required = true, description = "What training wrote.")
    private Path bundle;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "robis-out/segment",
            description = "For what is found (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Option(
            names = "--watch",
            paramLabel = "DIR",
            description = "Then wait for images that a camera drops into this folder, until stopped.")
    private Path watch;

    @Option(
            names = "--watch-interval",
            paramLabel = "MILLISECONDS",
            defaultValue = "500",
            description = "Time between two looks; an image that two looks find unchanged is taken "
                    + "(default: ${DEFAULT-VALUE}).")
    private long watchMillis;

    @Option(
            names = "--category",
            paramLabel = "NAME",
            description =
                    "Measure by the good images of this product, where the model knows several (default: by those of "
                            + "all together).")
    private String category;

    @Mixin
    private DecisionOptions decision;

    @Option(
            names = "--explain",
            description = "Tell on standard error, and in explanations/NAME.json, which statistic decided what.")
    private boolean explain;

    @Mixin
    private WeightsOptions encoder;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    private final List<String> failures = new ArrayList<>();
    private PrintWriter out;
    private PrintWriter messages;
    private int earlier;

    @Override
    public Integer call() throws Exception {
        if (inputs.isEmpty() && watch == null) throw new UsageException("no images; name some, or a folder to --watch");
        if (watch != null && !Files.isDirectory(watch)) throw new UsageException(watch + ": no such folder to watch");
        if (watchMillis <= 0) throw new UsageException("--watch-interval must be positive, found " + watchMillis);
        out = spec.commandLine().getOut();
        messages = spec.commandLine().getErr();
        Bundle trained = Bundle.open(bundle);
        Decision wanted = decision.apply(trained.content().decision());
        try (ResultLog log = new ResultLog(output, trained.sha256(), text(wanted));
                AnomalySegmenter all = AnomalySegmenter.open(trained, encoder.weights(), 1, wanted)) {
            Worker worker = new Worker(ofCategory(all), log, trained.sha256(), text(wanted));
            out.print(ResultLog.header());
            named(worker);
            if (earlier > 0) say(earlier + " images were done before");
            if (watch != null) watched(worker);
        } catch (CancellationException e) {
            Thread.currentThread().interrupt();
        }
        for (String failure : failures) say(failure);
        if (!failures.isEmpty()) say(failures.size() + " images failed, see above");
        return failures.isEmpty() ? 0 : 1;
    }

    private AnomalySegmenter ofCategory(AnomalySegmenter all) {
        try {
            return category == null ? all : all.forCategory(category);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--category: " + e.getMessage());
        }
    }

    /** What, beside the model, makes results what they are. */
    private String text(Decision made) {
        Set<Repair> left = EnumSet.allOf(Repair.class);
        left.removeAll(made.repairs());
        return "false-alarm rate " + made.falseAlarmRate() + ", sensitivity " + made.sensitivity()
                + (left.isEmpty() ? "" : ", without " + left)
                + (category == null ? "" : ", category " + category);
    }

    private void named(Worker worker) throws IOException {
        BufferedReader list = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Stream<ImageInput> images = new ImageInputs(list, output).of(inputs)) {
            for (Iterator<ImageInput> each = images.iterator(); each.hasNext(); ) worker.work(each.next());
        }
    }

    private void watched(Worker worker) throws IOException {
        say("watching " + watch);
        DropFolder folder =
                new DropFolder(watch, output, Duration.ofMillis(watchMillis), trouble -> say(Failure.message(trouble)));
        try {
            while (true) for (ImageInput input : folder.next()) worker.work(input);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String message) {
        messages.println("robis: " + message);
        messages.flush();
    }

    /** Judges one image and writes down what was found. */
    private final class Worker {
        private final AnomalySegmenter segmenter;
        private final ResultLog log;
        private final String model;
        private final String decision;

        Worker(AnomalySegmenter segmenter, ResultLog log, String model, String decision) {
            this.decision = decision;
            this.segmenter = segmenter;
            this.log = log;
            this.model = model;
        }

        /** A broken image is told of, and does not stop the others. */
        void work(ImageInput input) {
            try {
                if (log.has(input)) {
                    earlier++;
                    return;
                }
                log.requireFree(input);
                SegmentedImage image = SegmentedImage.of(input, model, decision, segment(input));
                log.add(image);
                out.print(ResultLog.line(image));
                out.flush();
            } catch (IOException | IllegalArgumentException e) {
                String failure = Failure.message(e);
                failures.add(failure);
                say(failure);
            }
        }

        private Segmentation segment(ImageInput input) throws IOException {
            Planar<GrayU8> image = ImageFiles.read(input.file());
            Segmentation found = segmenter.segment(image);
            MapFiles.writeFloat32(file("maps", input, ".tiff"), found.anomalyMap());
            ImageFiles.writeMask(file("masks", input, ".png"), found.mask());
            ImageFiles.writePng(file("overlays", input, ".png"), Pictures.of(image, found, Optional.empty()));
            if (explain) explain(input, found.explanation());
            return found;
        }

        private void explain(ImageInput input, Explanation why) throws IOException {
            say(input.file().toString());
            why.lines().forEach(line -> messages.println("  " + line));
            messages.flush();
            Path file = file("explanations", input, ".json");
            Files.createDirectories(file.getParent());
            EXPLANATION.writeValue(file.toFile(), why);
        }

        private Path file(String folder, ImageInput input, String extension) {
            return output.resolve(folder).resolve(input.name() + extension);
        }
    }
}

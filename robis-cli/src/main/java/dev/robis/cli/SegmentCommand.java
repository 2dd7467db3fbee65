package dev.robis.cli;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.robis.seg.AnomalySegmenter;
import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.config.Decision;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.config.Repair;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.MapFiles;
import dev.robis.seg.result.Explanation;
import dev.robis.seg.result.Segmentation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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

    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private PrintWriter out;
    private PrintWriter messages;
    private volatile int earlier; // written by the reading thread alone

    @Override
    public Integer call() throws Exception {
        if (inputs.isEmpty() && watch == null) throw new UsageException("no images; name some, or a folder to --watch");
        if (watch != null && !Files.isDirectory(watch)) throw new UsageException(watch + ": no such folder to watch");
        if (watchMillis <= 0) throw new UsageException("--watch-interval must be positive, found " + watchMillis);
        out = spec.commandLine().getOut();
        messages = spec.commandLine().getErr();
        Bundle trained = Bundle.open(bundle);
        Decision wanted = decision.of(trained);
        try (ResultLog log = new ResultLog(output, trained.identity(), text(wanted));
                AnomalySegmenter all = AnomalySegmenter.open(trained, encoder.weights(), 1, wanted);
                Worker worker = new Worker(ofCategory(all), log, trained.identity(), text(wanted))) {
            out.print(ResultLog.header());
            named(worker);
            worker.finish();
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
        Set<Repair> left = Repair.leftOut(MapConfig.defaults(), made);
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

    /** A photograph that was read. */
    private record Photo(ImageInput input, FileVersion version, Planar<GrayU8> image) {}

    /** A photograph that was judged. */
    private record Judged(Photo photo, Segmentation found) {}

    /** Reads images, judges them and writes down what was found. A broken image is told of, and does not stop the others. */
    private final class Worker implements AutoCloseable {
        private final AnomalySegmenter segmenter;
        private final ResultLog log;
        private final String model;
        private final String decision;
        private final Pipeline<ImageInput, Optional<Photo>, Optional<Judged>> pipeline = new Pipeline<>(
                this::read, photo -> photo.flatMap(this::judge), judged -> judged.ifPresent(this::write));

        Worker(AnomalySegmenter segmenter, ResultLog log, String model, String decision) {
            this.segmenter = segmenter;
            this.log = log;
            this.model = model;
            this.decision = decision;
        }

        void work(ImageInput input) throws IOException {
            pipeline.add(input);
        }

        void finish() throws IOException {
            pipeline.finish();
        }

        @Override
        public void close() {
            pipeline.close();
        }

        private Optional<Photo> read(ImageInput input) {
            boolean claimed = false;
            try {
                FileVersion version = FileVersion.of(input.file());
                claimed = log.claim(input, version);
                if (claimed) return Optional.of(new Photo(input, version, ImageFiles.read(input.file())));
                earlier++;
            } catch (IOException | IllegalArgumentException e) {
                if (claimed) log.release(input);
                failed(e);
            }
            return Optional.empty();
        }

        private Optional<Judged> judge(Photo photo) {
            try {
                return Optional.of(new Judged(photo, segmenter.segment(photo.image)));
            } catch (IllegalArgumentException e) {
                log.release(photo.input);
                failed(e);
                return Optional.empty();
            }
        }

        private void write(Judged judged) {
            ImageInput input = judged.photo.input;
            Segmentation found = judged.found;
            try {
                MapFiles.writeFloat32(file("maps", input, ".tiff"), found.anomalyMap());
                ImageFiles.writeMask(file("masks", input, ".png"), found.mask());
                ImageFiles.writePng(
                        file("overlays", input, ".png"), Pictures.of(judged.photo.image, found, Optional.empty()));
                if (explain) explain(input, found.explanation());
                SegmentedImage image = SegmentedImage.of(input, judged.photo.version, model, decision, found);
                log.add(image);
                out.print(ResultLog.line(image));
                out.flush();
            } catch (IOException e) {
                log.release(input);
                failed(e);
            }
        }

        private void failed(Exception trouble) {
            String failure = Failure.message(trouble);
            failures.add(failure);
            say(failure);
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

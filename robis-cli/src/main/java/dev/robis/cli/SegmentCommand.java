package dev.robis.cli;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.seg.AnomalySegmenter;
import dev.robis.seg.Bundle;
import dev.robis.seg.Segmentation;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.MapFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
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
        description = "Mark defects on images with a trained bundle; prints one CSV line per image.",
        sortOptions = false)
final class SegmentCommand implements Callable<Integer> {

    private static final String IMAGE = "(?i).*\\.(png|jpe?g|bmp|tiff?)";

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "Images, or folders of them.")
    private List<Path> inputs;

    @Option(names = "--bundle", paramLabel = "DIR", required = true, description = "What training wrote.")
    private Path bundle;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "robis-out/segment",
            description = "For NAME.tiff (map), NAME.png (mask) and NAME_overlay.png (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Mixin
    private WeightsOptions encoder;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter messages = spec.commandLine().getErr();
        int failed = 0;
        try (AnomalySegmenter segmenter = AnomalySegmenter.open(Bundle.open(bundle), encoder.weights(), 1)) {
            out.println("image,score,defective,regions,defect_pixels");
            for (Path file : images()) {
                try {
                    out.println(segment(segmenter, file));
                    out.flush();
                } catch (IOException e) {
                    failed++;
                    messages.println("robis: " + Failure.message(e));
                    messages.flush();
                }
            }
        }
        if (failed > 0) messages.println("robis: " + failed + " images could not be read");
        return failed == 0 ? 0 : 1;
    }

    private String segment(AnomalySegmenter segmenter, Path file) throws IOException {
        Planar<GrayU8> image = ImageFiles.read(file);
        Segmentation found = segmenter.segment(image);
        String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        MapFiles.writeFloat32(output.resolve(name + ".tiff"), found.anomalyMap());
        ImageFiles.writeMask(output.resolve(name + ".png"), found.mask());
        ImageFiles.writePng(output.resolve(name + "_overlay.png"), Pictures.of(image, found, Optional.empty()));
        int pixels = found.regions().stream().mapToInt(region -> region.area()).sum();
        return String.format(
                Locale.ROOT,
                "%s,%.3f,%b,%d,%d",
                quoted(file.toString()),
                found.score(),
                found.defective(),
                found.regions().size(),
                pixels);
    }

    private static String quoted(String text) {
        return text.matches(".*[\",\\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    private List<Path> images() throws IOException {
        List<Path> images = new ArrayList<>();
        for (Path input : inputs) {
            if (Files.isDirectory(input))
                try (Stream<Path> files = Files.list(input)) {
                    files.filter(file -> file.getFileName().toString().matches(IMAGE))
                            .sorted()
                            .forEach(images::add);
                }
            else images.add(input);
        }
        return images;
    }
}

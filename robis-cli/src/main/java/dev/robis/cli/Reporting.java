package dev.robis.cli;

import boofcv.struct.image.GrayF32;
import dev.robis.eval.ImageResult;
import dev.robis.eval.ImageScore;
import dev.robis.eval.OfficialScores;
import dev.robis.eval.html.ReportConfig;
import dev.robis.eval.html.ReportWriter;
import dev.robis.eval.overlay.HeatScale;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Sample;
import dev.robis.seg.data.Split;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.MapFiles;
import dev.robis.seg.stage.ResultFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Puts the maps and masks of data sets on a page, one image in memory at a time. */
record Reporting(ResultFolders folders, Split split, Console console) {

    /** A category and how well it went, where that is known. */
    record Category(Dataset dataset, Optional<OfficialScores> scores) {}

    /**
     * @param file of the page
     * @throws NoSuchFileException if an image has no map or no mask
     */
    void write(Path file, ReportConfig config, List<Category> categories) throws Exception {
        try (ReportWriter report = ReportWriter.open(file, config)) {
            for (Category category : categories) {
                String name = category.dataset().category();
                List<Sample> samples = category.dataset().samples(split);
                HeatScale scale = scale(name, samples, category.scores());
                if (category.scores().isPresent())
                    report.category(name, scale, category.scores().get());
                else report.category(name, scale);
                console.stage("report", name, listener -> {
                    int done = 0;
                    for (Sample sample : samples) {
                        report.image(ImageFiles.read(sample.image()), result(name, sample));
                        listener.onProgress(++done, samples.size());
                    }
                    return done;
                });
            }
            report.finish();
        }
    }

    /** Ends at the highest score of the split. */
    private HeatScale scale(String category, List<Sample> samples, Optional<OfficialScores> scores) throws IOException {
        double top = 0;
        if (scores.isPresent()) for (ImageScore image : scores.get().images()) top = Math.max(top, image.score());
        else
            for (Sample sample : samples) {
                GrayF32 map = map(category, sample);
                for (int i = 0; i < map.width * map.height; i++) top = Math.max(top, map.data[i]);
            }
        return new HeatScale(top > 0 ? (float) top : 1);
    }

    private ImageResult result(String category, Sample sample) throws IOException {
        String name = sample.name();
        ImageResult result =
                switch (sample.kind()) {
                    case GOOD -> ImageResult.good(name);
                    case BAD -> ImageResult.bad(name);
                    case UNKNOWN -> ImageResult.unlabelled(name);
                };
        if (sample.groundTruth().isPresent())
            result = result.withGroundTruth(
                    ImageFiles.readMask(sample.groundTruth().get()));
        return result.withMap(map(category, sample))
                .withMask(ImageFiles.readMask(demand(folders.mask(category, sample), "mask")));
    }

    private GrayF32 map(String category, Sample sample) throws IOException {
        return MapFiles.read(demand(folders.map(category, sample), "map"));
    }

    private static Path demand(Path file, String what) throws NoSuchFileException {
        if (Files.isRegularFile(file)) return file;
        throw new NoSuchFileException(file + ": the " + what + " is missing; test, merge and binarize the split first");
    }
}

package dev.robis.cli;

import boofcv.struct.image.GrayU8;
import dev.robis.eval.Bootstrap;
import dev.robis.eval.BootstrapConfig;
import dev.robis.eval.BootstrapDistribution;
import dev.robis.eval.ImageResult;
import dev.robis.eval.OfficialConfig;
import dev.robis.eval.OfficialScores;
import dev.robis.eval.ReferenceConfig;
import dev.robis.eval.ReferenceScores;
import dev.robis.eval.SplitEvaluator;
import dev.robis.eval.report.CategoryMetrics;
import dev.robis.eval.report.MetricSet;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Kind;
import dev.robis.seg.data.Sample;
import dev.robis.seg.data.Split;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.ImageSize;
import dev.robis.seg.image.MapFiles;
import dev.robis.seg.stage.ResultFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Scores the maps and masks of splits against their ground truth, one image in memory at a time.
 *
 * @param sets which metrics
 * @param official settings of the one set
 * @param reference settings of the other
 * @param bootstrap how intervals of the official metrics are made; empty for none
 * @param folders where maps and masks are
 * @param console where progress and what is left out is shown
 */
record Scoring(
        Set<MetricSet> sets,
        OfficialConfig official,
        ReferenceConfig reference,
        Optional<BootstrapConfig> bootstrap,
        ResultFolders folders,
        Console console) {

    /** The official metrics alone, without intervals. */
    static Scoring official(ResultFolders folders, Console console) {
        return new Scoring(
                EnumSet.of(MetricSet.OFFICIAL),
                OfficialConfig.defaults(),
                ReferenceConfig.defaults(),
                Optional.empty(),
                folders,
                console);
    }

    /** Empty where the split has no ground truth. */
    Optional<CategoryMetrics> of(Dataset dataset, Split split) throws Exception {
        String category = dataset.category();
        List<Sample> samples = labelled(dataset, split);
        if (samples.stream().noneMatch(sample -> sample.kind() == Kind.BAD)) return Optional.empty();
        boolean masks = checkFiles(category, split, samples);
        CategoryMetrics metrics = CategoryMetrics.of(category);
        if (sets.contains(MetricSet.REFERENCE)) metrics = metrics.withReference(reference(category, samples));
        if (sets.contains(MetricSet.OFFICIAL)) {
            OfficialScores found = official(category, samples, masks);
            metrics = metrics.withOfficial(found);
            if (bootstrap.isPresent())
                metrics = metrics.withBootstrap(distributions(category, samples, masks, found, bootstrap.get()));
        }
        return Optional.of(metrics);
    }

    /** The reference leaves anomalous images without a ground truth out, and so does this. */
    private List<Sample> labelled(Dataset dataset, Split split) {
        List<Sample> known = dataset.samples(split).stream()
                .filter(sample -> sample.kind() != Kind.UNKNOWN)
                .toList();
        List<Sample> labelled = known.stream()
                .filter(sample ->
                        sample.kind() == Kind.GOOD || sample.groundTruth().isPresent())
                .toList();
        if (labelled.size() < known.size())
            console.say(
                    "evaluate %s: %d anomalous images have no ground truth and are left out",
                    dataset.category(), known.size() - labelled.size());
        return labelled;
    }

    /** Before anything is computed. Whether there are masks. */
    private boolean checkFiles(String category, Split split, List<Sample> samples) throws IOException {
        if (sets.contains(MetricSet.OFFICIAL))
            for (Sample sample : samples)
                if (!Files.isRegularFile(folders.map(category, sample)))
                    throw new IOException(folders.map(category, sample) + ": the map of " + sample.image()
                            + " is missing; test and merge the split first");
        List<Sample> without = samples.stream()
                .filter(sample -> !Files.isRegularFile(folders.mask(category, sample)))
                .toList();
        if (without.isEmpty()) return true;
        if (without.size() < samples.size() || sets.contains(MetricSet.REFERENCE))
            throw new IOException(folders.mask(category, without.get(0)) + ": the mask of "
                    + without.get(0).image() + " is missing, and " + (without.size() - 1)
                    + " others; binarize the split first");
        console.say("evaluate %s: no masks in %s, only maps are scored", category, folders.masks(category, split));
        return false;
    }

    private ReferenceScores reference(String category, List<Sample> samples) throws Exception {
        try (SplitEvaluator<ReferenceScores> evaluator = SplitEvaluator.reference(reference)) {
            return console.stage("evaluate", category, listener -> {
                int done = 0;
                for (Sample sample : samples) {
                    GrayU8 mask = ImageFiles.readMask(folders.mask(category, sample));
                    evaluator.add(labelled(sample.name(), truth(sample)).withMask(mask));
                    listener.onProgress(++done, samples.size());
                }
                return evaluator.finish();
            });
        }
    }

    private OfficialScores official(String category, List<Sample> samples, boolean masks) throws Exception {
        try (SplitEvaluator<OfficialScores> evaluator = SplitEvaluator.official(official)) {
            forEach("evaluate", category, samples, masks, evaluator::add);
            return evaluator.finish();
        }
    }

    private Map<String, BootstrapDistribution> distributions(
            String category, List<Sample> samples, boolean masks, OfficialScores scores, BootstrapConfig settings)
            throws Exception {
        Bootstrap images = new Bootstrap(scores);
        forEach("bootstrap", category, samples, masks, images::add);
        return images.distributions(settings.forCategory(category));
    }

    private interface Images {
        void add(ImageResult image);
    }

    /** Maps and masks in the size of the ground truth, those of good images in the size of the image. */
    private void forEach(String stage, String category, List<Sample> samples, boolean masks, Images images)
            throws Exception {
        console.stage(stage, category, listener -> {
            int done = 0;
            for (Sample sample : samples) {
                GrayU8 truth = truth(sample);
                ImageSize size =
                        truth == null ? ImageFiles.size(sample.image()) : new ImageSize(truth.width, truth.height);
                String name = category + "/" + sample.name();
                ImageResult image = labelled(name, truth).withMap(MapFiles.read(folders.map(category, sample)));
                if (masks) image = image.withMask(ImageFiles.readMask(folders.mask(category, sample)));
                images.add(image.resized(size.width(), size.height()));
                listener.onProgress(++done, samples.size());
            }
            return done;
        });
    }

    private static ImageResult labelled(String name, GrayU8 truth) {
        return truth == null ? ImageResult.good(name) : ImageResult.bad(name).withGroundTruth(truth);
    }

    private static GrayU8 truth(Sample sample) throws IOException {
        return sample.kind() == Kind.GOOD
                ? null
                : ImageFiles.readMask(sample.groundTruth().orElseThrow());
    }
}

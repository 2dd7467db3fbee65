package dev.robis.cli;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import dev.robis.eval.OfficialConfig;
import dev.robis.eval.OfficialScores;
import dev.robis.eval.SplitEvaluator;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Kind;
import dev.robis.seg.data.Sample;
import dev.robis.seg.data.Split;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.MapFiles;
import dev.robis.seg.stage.ResultFolders;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Scores the maps and masks of a split against its ground truth, one image in memory at a time. */
final class Scoring {

    static final String HEADER = String.format(
            "%-16s %8s %8s %8s %8s %8s %8s", "category", "P-AUROC", "P-AP", "AU-PRO5", "SegF1", "I-AUROC", "ClassF1");

    private static final double LIMIT = 0.05;

    private Scoring() {}

    /** Empty where the split has no ground truth; anomalous images without a mask are left out. */
    static Optional<OfficialScores> of(Dataset dataset, Split split, ResultFolders folders) throws IOException {
        List<Sample> samples = dataset.samples(split).stream()
                .filter(sample -> sample.kind() == Kind.GOOD
                        || (sample.kind() == Kind.BAD && sample.groundTruth().isPresent()))
                .toList();
        if (samples.stream().noneMatch(sample -> sample.kind() == Kind.BAD)) return Optional.empty();
        try (SplitEvaluator<OfficialScores> evaluator =
                SplitEvaluator.official(OfficialConfig.defaults().withIntegrationLimits(LIMIT))) {
            for (Sample sample : samples) {
                GrayF32 map = MapFiles.read(folders.map(dataset.category(), sample));
                GrayU8 mask = ImageFiles.readMask(folders.mask(dataset.category(), sample));
                evaluator.add(sample.name(), map, mask, truth(sample, map.width, map.height));
            }
            return Optional.of(evaluator.finish());
        }
    }

    private static GrayU8 truth(Sample sample, int width, int height) throws IOException {
        if (sample.kind() == Kind.GOOD) return null;
        return nearest(ImageFiles.readMask(sample.groundTruth().orElseThrow()), width, height);
    }

    /** Maps of the reference are a quarter of the image; so is their ground truth, by nearest neighbours. */
    private static GrayU8 nearest(GrayU8 mask, int width, int height) {
        if (mask.width == width && mask.height == height) return mask;
        GrayU8 small = new GrayU8(width, height);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                small.set(x, y, mask.get((int) ((x + 0.5) * mask.width / width), (int)
                        ((y + 0.5) * mask.height / height)));
        return small;
    }

    /** A line under {@link #HEADER}. */
    static String line(String category, OfficialScores scores) {
        return String.format(
                "%-16s %8s %8s %8s %8s %8s %8s",
                category,
                number(scores.pixels().auroc()),
                number(scores.pixels().averagePrecision()),
                number(scores.auPro(LIMIT)),
                number(scores.segF1()),
                number(scores.ranking().auroc()),
                number(scores.classF1()));
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "-";
    }
}

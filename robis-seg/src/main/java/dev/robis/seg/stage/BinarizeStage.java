package dev.robis.seg.stage;

import dev.robis.seg.binarize.Binarizer;
import dev.robis.seg.binarize.BinaryResult;
import dev.robis.seg.binarize.ScoreStatistics;
import dev.robis.seg.data.Sample;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.MapFiles;
import dev.robis.seg.progress.StageListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes masks of merged maps, as the reference does: thresholds come from all maps of the split, which are read twice
 * and never held together.
 */
public final class BinarizeStage {

    private final ResultFolders folders;
    private final double deviations;

    /**
     * @param deviations standard deviations above the mean at which a score counts as a defect
     */
    public BinarizeStage(ResultFolders folders, double deviations) {
        this.folders = folders;
        this.deviations = deviations;
    }

    /**
     * What the stage decided.
     *
     * @param statistics of all maps
     * @param thresholds per sample, in order
     */
    public record Result(ScoreStatistics statistics, List<Double> thresholds) {
        public Result {
            thresholds = List.copyOf(thresholds);
        }
    }

    /**
     * @param samples of one split
     * @throws NoSuchFileException if a merged map is missing
     */
    public Result run(String category, List<Sample> samples, StageListener listener) throws IOException {
        ScoreStatistics statistics = ScoreStatistics.EMPTY;
        for (Sample sample : samples) {
            Path map = folders.map(category, sample);
            if (!Files.isRegularFile(map))
                throw new NoSuchFileException(
                        map + ": no map of " + sample.image() + "; test and merge the split first");
            statistics = statistics.plus(ScoreStatistics.of(MapFiles.read(map)));
        }
        List<Double> thresholds = new ArrayList<>();
        if (samples.isEmpty()) return new Result(statistics, thresholds);
        Binarizer binarizer = Binarizer.reference(statistics).withRule(Binarizer.rule(deviations));
        for (Sample sample : samples) {
            BinaryResult result = binarizer.binarize(MapFiles.read(folders.map(category, sample)));
            ImageFiles.writeMask(folders.mask(category, sample), result.mask());
            thresholds.add(result.threshold());
            listener.onProgress(thresholds.size(), samples.size());
        }
        return new Result(statistics, thresholds);
    }
}

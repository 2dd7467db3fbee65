package dev.robis.seg.stage;

import boofcv.struct.image.GrayU8;
import dev.robis.seg.data.Sample;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.progress.StageListener;
import dev.robis.seg.refine.MaskRule;
import dev.robis.seg.refine.SamFiner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Refines masks in their place, as the reference does. The coarse ones are kept beside them, and a refined mask carries
 * a comment in its file, so that refining again begins at the coarse mask; one without that comment is coarse, whoever
 * wrote it.
 */
public final class RefineStage {

    private static final Optional<String> REFINED = Optional.of("refined by SAM-Finer");

    private final ResultFolders folders;
    private final SamFiner finer;

    public RefineStage(ResultFolders folders, SamFiner finer) {
        this.folders = folders;
        this.finer = finer;
    }

    /**
     * What the stage met.
     *
     * @param rule of the category; under {@link MaskRule#SKIP} masks are the coarse ones
     * @param masks of all samples
     * @param empty those with nothing to refine
     */
    public record Result(MaskRule rule, int masks, int empty) {}

    /**
     * @param samples of one split
     * @throws NoSuchFileException if there is no mask, or one that is refined already and whose coarse mask is gone
     * @throws IOException if an image, a mask or the weights of SAM cannot be read
     */
    public Result run(String category, List<Sample> samples, StageListener listener) throws IOException {
        MaskRule rule = finer.config().rule(category);
        int empty = 0;
        int done = 0;
        for (Sample sample : samples) {
            Path mask = folders.mask(category, sample);
            boolean refined = refinedAlready(mask, sample);
            Path kept = folders.coarseMask(category, sample);
            if (rule != MaskRule.SKIP) {
                if (!refined) ImageFiles.writeMask(kept, ImageFiles.readMask(mask));
                if (refine(sample, coarse(kept, mask), mask, rule)) empty++;
            } else if (refined) ImageFiles.writeMask(mask, coarse(kept, mask));
            listener.onProgress(++done, samples.size());
        }
        return new Result(rule, samples.size(), empty);
    }

    private static boolean refinedAlready(Path mask, Sample sample) throws IOException {
        if (!Files.isRegularFile(mask))
            throw new NoSuchFileException(mask + ": no mask of " + sample.image() + "; binarize the split first");
        return ImageFiles.comment(mask).equals(REFINED);
    }

    private static GrayU8 coarse(Path kept, Path mask) throws IOException {
        if (!Files.isRegularFile(kept))
            throw new NoSuchFileException(
                    kept + ": the coarse mask is gone, and " + mask + " is refined already; binarize the split again");
        return ImageFiles.readMask(kept);
    }

    /** @return whether there was nothing to refine, in which case the image is not even read */
    private boolean refine(Sample sample, GrayU8 coarse, Path mask, MaskRule rule) throws IOException {
        boolean empty = isEmpty(coarse);
        GrayU8 refined = empty ? coarse : finer.refine(ImageFiles.read(sample.image()), coarse, rule);
        ImageFiles.writeMask(mask, refined, REFINED.orElseThrow());
        return empty;
    }

    private static boolean isEmpty(GrayU8 dense) {
        for (byte value : dense.data) if (value != 0) return false;
        return true;
    }
}

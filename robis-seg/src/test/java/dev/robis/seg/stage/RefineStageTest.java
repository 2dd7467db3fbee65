package dev.robis.seg.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boofcv.alg.misc.ImageMiscOps;
import boofcv.struct.image.GrayU8;
import dev.robis.seg.TinyProduct;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Sample;
import dev.robis.seg.data.Split;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.progress.StageListener;
import dev.robis.seg.refine.MaskRule;
import dev.robis.seg.refine.RefineConfig;
import dev.robis.seg.refine.SamFiner;
import dev.robis.seg.refine.SamModel;
import dev.robis.seg.refine.TinySam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refining masks in their place, once and again. */
class RefineStageTest {

    private static final String CATEGORY = TinyProduct.CATEGORY;
    private static final RefineConfig CONFIG = RefineConfig.reference();
    private static final RefineConfig SKIPPING = CONFIG.withRule(CATEGORY, MaskRule.SKIP);

    @TempDir
    Path folder;

    private List<Sample> samples;
    private ResultFolders folders;
    private SamModel sam;
    private GrayU8 coarse;

    /** A mask with something in it, and an empty one. */
    @BeforeEach
    void masks() throws IOException {
        TinyProduct.write(folder, 1, 0);
        Path test = folder.resolve(CATEGORY).resolve("test_public");
        ImageFiles.writePng(test.resolve("bad/000_regular.png"), TinyProduct.bad(3));
        ImageFiles.writePng(test.resolve("good/000_regular.png"), TinyProduct.good(1));
        samples = Dataset.mvtecAd2(folder, CATEGORY).samples(Split.TEST_PUBLIC);
        folders = new ResultFolders(folder.resolve("crops"), folder.resolve("maps"), folder.resolve("masks"));
        sam = TinySam.write(folder.resolve("sam.safetensors"), 6);
        coarse = new GrayU8(TinyProduct.WIDTH / 4, TinyProduct.HEIGHT / 4);
        ImageMiscOps.fillRectangle(coarse, 1, 3, 2, 6, 5);
        binarized();
    }

    private void binarized() throws IOException {
        ImageFiles.writeMask(folders.mask(CATEGORY, samples.get(0)), coarse);
        ImageFiles.writeMask(folders.mask(CATEGORY, samples.get(1)), new GrayU8(coarse.width, coarse.height));
    }

    @Test
    void masksAreReplacedAndTheCoarseOnesKept() throws IOException {
        byte[] before = bytes(0);
        RefineStage.Result result = run(CONFIG);

        assertThat(result).isEqualTo(new RefineStage.Result(MaskRule.SINGLE, 2, 1));
        GrayU8 expected;
        try (SamFiner finer = new SamFiner(CONFIG, sam)) {
            expected = finer.refine(ImageFiles.read(samples.get(0).image()), coarse, MaskRule.SINGLE);
        }
        assertThat(mask(0)).isEqualTo(expected.data).isNotEqualTo(coarse.data);
        assertThat(mask(1)).containsOnly(0);
        assertThat(folders.coarseMask(CATEGORY, samples.get(0))).hasBinaryContent(before);
    }

    @Test
    void refiningAgainBeginsAtTheCoarseMask() throws IOException {
        run(CONFIG);
        byte[] once = bytes(0);
        run(CONFIG);
        assertThat(bytes(0)).isEqualTo(once);

        run(CONFIG.withRule(MaskRule.MULTI));
        assertThat(bytes(0)).isNotEqualTo(once);
        run(CONFIG);
        assertThat(bytes(0)).isEqualTo(once);
    }

    @Test
    void aNewCoarseMaskIsTaken() throws IOException {
        run(CONFIG);
        ImageMiscOps.fill(coarse, 0);
        ImageMiscOps.fillRectangle(coarse, 1, 0, 0, 2, 2);
        binarized();
        run(CONFIG);
        assertThat(ImageFiles.readMask(folders.coarseMask(CATEGORY, samples.get(0))).data)
                .isEqualTo(coarse.data);
    }

    @Test
    void aSkippedCategoryHasItsCoarseMasks() throws IOException {
        byte[] before = bytes(0);
        assertThat(run(SKIPPING).rule()).isEqualTo(MaskRule.SKIP);
        assertThat(bytes(0)).isEqualTo(before);
        assertThat(folders.coarseMask(CATEGORY, samples.get(0))).doesNotExist();

        run(CONFIG);
        run(SKIPPING);
        assertThat(bytes(0)).isEqualTo(before);
    }

    @Test
    void aSkippedCategoryNeedsNoWeights() throws IOException {
        Files.delete(sam.file());
        assertThat(run(SKIPPING).masks()).isEqualTo(2);
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        run(CONFIG);
        Files.delete(folders.coarseMask(CATEGORY, samples.get(0)));
        assertThatThrownBy(() -> run(CONFIG))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContainingAll("anomaly_images_coarse", "refined already", "binarize the split again");
        Files.delete(folders.mask(CATEGORY, samples.get(0)));
        assertThatThrownBy(() -> run(CONFIG))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContainingAll("000_regular.png", "binarize the split first");
    }

    private RefineStage.Result run(RefineConfig config) throws IOException {
        try (SamFiner finer = new SamFiner(config, sam)) {
            return new RefineStage(folders, finer).run(CATEGORY, samples, StageListener.NONE);
        }
    }

    private byte[] mask(int sample) throws IOException {
        return ImageFiles.readMask(folders.mask(CATEGORY, samples.get(sample))).data;
    }

    private byte[] bytes(int sample) throws IOException {
        return Files.readAllBytes(folders.mask(CATEGORY, samples.get(sample)));
    }
}

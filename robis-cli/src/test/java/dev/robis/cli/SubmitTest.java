package dev.robis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import dev.robis.seg.data.Split;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.MapFiles;
import dev.robis.seg.submission.SubmissionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code robis submit} on maps and masks of a whole benchmark, tiny ones. */
class SubmitTest {

    @TempDir
    static Path run;

    @TempDir
    Path output;

    @BeforeAll
    static void makeRun() throws IOException {
        Path map = run.resolve("map"), mask = run.resolve("mask");
        MapFiles.writeFloat16(map, new GrayF32(3, 2));
        ImageFiles.writeMask(mask, new GrayU8(3, 2));
        SubmissionSpec spec = SubmissionSpec.mvtecAd2();
        for (String object : spec.images().keySet())
            for (Split split : spec.suffixes().keySet()) {
                String folder = object + "/" + split.folderName();
                Path maps = Files.createDirectories(run.resolve("anomaly_images/" + folder));
                Path masks = Files.createDirectories(run.resolve("anomaly_images_thresholded/" + folder));
                for (int i = 0; i < spec.images().get(object); i++) {
                    String name = "%03d_%s".formatted(i, spec.suffixes().get(split));
                    Files.createLink(maps.resolve(name + ".tiff"), map);
                    Files.createLink(masks.resolve(name + ".png"), mask);
                }
            }
    }

    private Outcome submit(String maps, String... options) {
        List<String> all = new ArrayList<>(List.of("submit", "--amap-savedir", maps, "--bin-savedir", maps));
        all.addAll(List.of("-o", output.resolve("packed.tar.gz").toString()));
        all.addAll(Arrays.asList(options));
        return Outcome.of(all.toArray(String[]::new));
    }

    @Test
    void aCompleteRunIsPacked() {
        Outcome outcome = submit(run.toString());
        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out().strip())
                .isEqualTo(output.resolve("packed.tar.gz").toString());
        assertThat(outcome.err()).contains("8180 files").contains("8180 files have no source image");
        assertThat(output.resolve("packed.tar.gz")).isNotEmptyFile();
    }

    @Test
    void faultsAreListedAndNothingIsPacked() throws IOException {
        Path maps = Files.createDirectories(output.resolve("run/anomaly_images/can/test_private"));
        for (int i = 0; i < 200; i++) Files.writeString(maps.resolve("%03d_regular.tiff".formatted(i)), "no map");
        Outcome outcome = submit(output + "/run");
        assertThat(outcome.code()).isEqualTo(1);
        // 7 objects, a split of can, 121 of its images; 200 broken files
        assertThat(outcome.out())
                .contains("missing (129)")
                .contains("format (200)")
                .contains("and 279 more faults");
        assertThat(outcome.out().lines()).hasSize(2 + 50 + 1);
        assertThat(submit(output + "/run", "--all").out().lines()).hasSize(2 + 329);
        assertThat(output.resolve("packed.tar.gz")).doesNotExist();
    }

    @Test
    void aPartialSubmissionMustBeAskedFor() throws IOException {
        Path map = output.resolve("run/anomaly_images/vial/test_private/000_regular.tiff");
        MapFiles.writeFloat16(map, new GrayF32(3, 2));
        assertThat(submit(output + "/run").code()).isEqualTo(1);
        Outcome outcome = submit(output + "/run", "--allow-partial");
        assertThat(outcome.code()).as(outcome.out()).isZero();
        assertThat(outcome.err()).contains("partial: 1 of 4090 files");
    }

    @Test
    void aMissingDataSetIsNamed() {
        assertThat(submit(run.toString(), "--data", output + "/nowhere").err()).contains("nowhere: no such folder");
    }
}

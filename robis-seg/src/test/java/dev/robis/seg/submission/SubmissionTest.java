package dev.robis.seg.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.seg.data.Split;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.MapFiles;
import dev.robis.seg.progress.StageListener;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is right passes, with the warnings it deserves, and is packed. */
class SubmissionTest {

    @TempDir
    Path folder;

    @Test
    void theBenchmarkHas2045ImagesPerSplit() {
        SubmissionSpec spec = SubmissionSpec.mvtecAd2();
        assertThat(spec.fileCount()).isEqualTo(2 * 2045);
        assertThat(spec.images()).hasSize(8).containsEntry("can", 321).containsEntry("walnuts", 228);
        assertThat(spec.stem(Split.TEST_PRIVATE, 7)).isEqualTo("007_regular");
        assertThat(spec.stem(Split.TEST_PRIVATE_MIXED, 320)).isEqualTo("320_mixed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SubmissionSpec(new TreeMap<>(Map.of("can", 0)), spec.suffixes()))
                .withMessageContaining("can, found 0");
    }

    @Test
    void aFullSizeSubmissionPassesWithoutAWord() throws IOException {
        SubmissionReport report = SubmissionTestTree.write(folder, 1).check();
        assertThat(report.faults()).isEmpty();
        assertThat(report.warnings()).isEmpty();
        assertThat(report.files()).hasSize(2 * 2 * 5);
    }

    @Test
    void quarterSizeAndMissingImagesAreWarnings() throws IOException {
        SubmissionTestTree tree = SubmissionTestTree.write(folder, 4);
        assertThat(tree.check().faults()).isEmpty();
        assertThat(tree.check().warnings()).singleElement().asString().contains("quarter");
        assertThat(tree.checkWithoutImages().faults()).isEmpty();
        assertThat(tree.checkWithoutImages().warnings())
                .singleElement()
                .asString()
                .contains("20 files have no source image");
        MapFiles.writeFloat16(
                tree.map("can/test_private/000_regular"),
                SubmissionTestTree.map(SubmissionTestTree.WIDTH, SubmissionTestTree.HEIGHT));
        assertThat(tree.check().faults()).isNotEmpty().allMatch(fault -> fault.kind() == Fault.Kind.SIZE);
    }

    @Test
    void masksAreOptionalAndOtherSplitsLeftOut() throws IOException {
        SubmissionTestTree tree = SubmissionTestTree.write(folder, 1);
        FileUtils.deleteDirectory(
                tree.run().resolve("anomaly_images_thresholded").toFile());
        Path other = tree.run().resolve("anomaly_images/can/test_public/bad");
        Files.createDirectories(other);
        SubmissionReport report = tree.check();
        assertThat(report.faults()).isEmpty();
        assertThat(report.warnings())
                .hasSize(2)
                .anyMatch(w -> w.contains("no masks"))
                .anyMatch(w -> w.endsWith("test_public"));
        assertThat(report.files()).hasSize(2 * 5);
    }

    @Test
    void aPartialSubmissionNeedsAtLeastAMap() throws IOException {
        SubmissionTestTree tree = SubmissionTestTree.write(folder, 1);
        FileUtils.deleteDirectory(tree.run().resolve("anomaly_images/rice").toFile());
        Files.delete(tree.map("can/test_private/002_regular"));
        SubmissionReport partial = tree.checkPartial();
        assertThat(partial.faults()).isEmpty();
        assertThat(partial.warnings()).containsExactly("partial: 15 of 20 files are there");
        assertThat(partial.files()).hasSize(15);
        assertThat(tree.check().faults()).hasSize(2);
        FileUtils.deleteDirectory(tree.run().resolve("anomaly_images/can").toFile());
        assertThat(tree.checkPartial().faults())
                .extracting(Fault::toString)
                .containsExactly("anomaly_images: expected maps, found none");
    }

    @Test
    void faultsNameFileExpectationAndFinding() throws IOException {
        SubmissionTestTree tree = SubmissionTestTree.write(folder, 1);
        Files.delete(tree.map("rice/test_private/001_regular"));
        MapFiles.writeFloat32(
                tree.map("can/test_private/000_regular"),
                SubmissionTestTree.map(SubmissionTestTree.WIDTH, SubmissionTestTree.HEIGHT));
        ImageFiles.writeMask(tree.mask("can/test_private/001_regular"), SubmissionTestTree.mask(23, 16));
        assertThat(tree.check().faults())
                .extracting(Fault::toString)
                .containsExactly(
                        "anomaly_images/rice/test_private/001_regular.tiff: expected a file, found nothing",
                        "anomaly_images/can/test_private/000_regular.tiff: expected one two-dimensional, uncompressed map "
                                + "of 16-bit floats, found a problem: expected floats of 16 bits, found 32",
                        "anomaly_images_thresholded/can/test_private/001_regular.png: expected 24x16, the size of the "
                                + "image, found 23x16");
    }

    @Test
    void packingTwiceGivesTheSameBytesWhateverTheTimes() throws IOException {
        SubmissionTestTree tree = SubmissionTestTree.write(folder, 1);
        SubmissionReport report = tree.check();
        Path archive = folder.resolve("out/submission.tar.gz");
        SubmissionArchive.write(archive, report.files(), StageListener.NONE);
        byte[] first = Files.readAllBytes(archive);
        for (Path file : report.files().values())
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_234_567_890_123L));
        SubmissionArchive.write(archive, report.files(), StageListener.NONE);
        assertThat(Files.readAllBytes(archive)).isEqualTo(first);
        try (Stream<Path> left = Files.list(archive.getParent())) {
            assertThat(left).containsExactly(archive);
        }

        List<String> names = new ArrayList<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GzipCompressorInputStream(new ByteArrayInputStream(first)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                names.add(entry.getName());
                assertThat(entry.getLastModifiedTime().toMillis()).isZero();
                assertThat(entry.getLongUserId()).isZero();
                assertThat(tar.readAllBytes())
                        .isEqualTo(Files.readAllBytes(tree.run().resolve(entry.getName())));
            }
        }
        assertThat(names).isSorted().containsExactlyElementsOf(report.files().keySet());
        assertThat(names.get(0)).isEqualTo("anomaly_images/can/test_private/000_regular.tiff");
    }

    @Test
    void aFailureLeavesNoArchive() throws IOException {
        SubmissionTestTree tree = SubmissionTestTree.write(folder, 1);
        SubmissionReport report = tree.check();
        Files.delete(tree.map("can/test_private/002_regular"));
        Path archive = folder.resolve("submission.tar.gz");
        assertThatThrownBy(() -> SubmissionArchive.write(archive, report.files(), StageListener.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("002_regular.tiff");
        assertThat(archive).doesNotExist();
    }
}

package dev.robis.seg.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetTest {

    @TempDir
    Path root;

    Tree tree;

    @BeforeEach
    void plant() {
        tree = new Tree(root);
    }

    @Test
    void readsEverySplitOfMvtecAd2() throws IOException {
        tree.mvtecAd2("can");
        Dataset can = Dataset.mvtecAd2(root, "can");

        assertThat(can.category()).isEqualTo("can");
        assertThat(can.root()).isEqualTo(root.toAbsolutePath());
        assertThat(can.warnings()).isEmpty();
        assertThat(can.splits()).containsExactlyInAnyOrder(Split.values());
        assertThat(names(can, Split.TRAIN))
                .containsExactly("good/000_overexposed", "good/000_regular", "good/001_regular");
        assertThat(names(can, Split.VALIDATION)).containsExactly("good/000_regular");
        assertThat(names(can, Split.TEST_PUBLIC))
                .containsExactly("bad/000_regular", "bad/001_regular", "good/000_regular");
        assertThat(names(can, Split.TEST_PRIVATE)).containsExactly("000_regular");
        assertThat(names(can, Split.TEST_PRIVATE_MIXED)).containsExactly("000_mixed");

        Path test = can.root().resolve("can/test_public");
        assertThat(can.samples(Split.TEST_PUBLIC).get(0))
                .isEqualTo(new Sample(
                        test.resolve("bad/000_regular.png"),
                        "bad/000_regular",
                        Split.TEST_PUBLIC,
                        Kind.BAD,
                        "bad",
                        Optional.of(test.resolve("ground_truth/bad/000_regular_mask.png"))));
        assertThat(can.samples(Split.TEST_PUBLIC).get(2).kind()).isEqualTo(Kind.GOOD);
        assertThat(can.samples(Split.TEST_PRIVATE).get(0).kind()).isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void missingOptionalSplitsAreEmpty() throws IOException {
        tree.images("can/train/good/0.png");
        Dataset can = Dataset.mvtecAd2(root, "can");
        assertThat(can.splits()).containsExactly(Split.TRAIN);
        assertThat(can.samples(Split.TEST_PRIVATE)).isEmpty();
        assertThat(can.warnings()).isEmpty();
        assertThat(Dataset.detect(root, "can").splits()).containsExactly(Split.TRAIN);
    }

    @Test
    void readsMvtecAdWithItsDefects() throws IOException {
        tree.images(
                "nut/train/good/000.png",
                "nut/test/good/000.png",
                "nut/test/scratch/000.png",
                "nut/test/bent/000.png",
                "nut/ground_truth/scratch/000_mask.png",
                "nut/ground_truth/bent/000_mask.png");
        Dataset nut = Dataset.mvtecAd(root, "nut");
        assertThat(nut.warnings()).isEmpty();
        assertThat(nut.samples(Split.TEST_PUBLIC))
                .extracting(Sample::name, Sample::kind, Sample::defectType, s -> s.groundTruth()
                        .map(mask -> mask.getParent().getFileName().toString())
                        .orElse("none"))
                .containsExactly(
                        tuple("bent/000", Kind.BAD, "bent", "bent"),
                        tuple("good/000", Kind.GOOD, "good", "none"),
                        tuple("scratch/000", Kind.BAD, "scratch", "scratch"));
    }

    @Test
    void ordersAsPeopleCount() throws IOException {
        tree.images("can/train/good/10.png", "can/train/good/9.png", "can/train/good/1.png", "can/train/good/a.png");
        assertThat(names(Dataset.mvtecAd2(root, "can"), Split.TRAIN))
                .containsExactly("good/1", "good/9", "good/10", "good/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "PNG", "jpg", "JPG", "Jpeg", "bmp", "tif", "TIFF"})
    void extensionsAreCaseInsensitive(String extension) throws IOException {
        tree.images("can/train/good/x." + extension);
        Dataset can = Dataset.mvtecAd2(root, "can");
        assertThat(names(can, Split.TRAIN)).containsExactly("good/x");
    }

    @Test
    void rootMayBeTheCategoryItself() throws IOException {
        tree.mvtecAd2("can");
        Dataset expected = Dataset.mvtecAd2(root, "can");
        for (Dataset found : List.of(
                Dataset.mvtecAd2(root.resolve("can"), "can"),
                Dataset.detect(root.resolve("can"), "can"),
                Dataset.detect(root.resolve("can")),
                Dataset.detect(root, "can"))) {
            assertThat(found.category()).isEqualTo("can");
            assertThat(found.root()).isEqualTo(expected.root());
            for (Split split : Split.values()) assertThat(found.samples(split)).isEqualTo(expected.samples(split));
        }
        assertThat(Dataset.categories(root.resolve("can"))).containsExactly("can");
    }

    @Test
    void listsCategoriesOfEveryLayout() throws IOException {
        tree.mvtecAd2("can")
                .images("nut/train/good/0.png", "nut/test/good/0.png")
                .images("candle/Data/Images/Normal/0.png")
                .images("photos/0.png")
                .folder(".git")
                .text("readme.md", "");
        assertThat(Dataset.categories(root)).containsExactly("can", "candle", "nut");
        assertThat(Dataset.detect(root, "nut").samples(Split.TEST_PUBLIC)).hasSize(1);
        assertThat(Dataset.detect(root, "candle").samples(Split.TRAIN)).hasSize(1);
        assertThat(Dataset.detect(root, "photos").samples(Split.TRAIN)).hasSize(1);
    }

    @Test
    void plainFolderTakesSubfolders() throws IOException {
        tree.images("photos/b.png", "photos/lot 7/a.png", "photos/lot 12/a.png");
        Dataset photos = Dataset.folder(root.resolve("photos"));
        assertThat(photos.category()).isEqualTo("photos");
        assertThat(names(photos, Split.TRAIN)).containsExactly("b", "lot 7/a", "lot 12/a");
        assertThat(photos.splits()).containsExactly(Split.TRAIN);
    }

    @ParameterizedTest
    @CsvSource({"10, 0.2, 2", "10, 0.01, 1", "10, 0.99, 9", "2, 0.9, 1", "7, 0.5, 4", "1, 0.5, 0"})
    void holdsOutAShare(int images, double share, int held) throws IOException {
        IntStream.range(0, images).forEach(i -> tree.images("photos/" + i + ".png"));
        Dataset all = Dataset.folder(root.resolve("photos")), divided = all.withValidationShare(share);
        assertThat(divided.samples(Split.VALIDATION)).hasSize(held).allMatch(s -> s.split() == Split.VALIDATION);
        assertThat(divided.samples(Split.TRAIN)).hasSize(images - held).allMatch(s -> s.split() == Split.TRAIN);
        assertThat(Stream.of(Split.TRAIN, Split.VALIDATION).flatMap(split -> names(divided, split).stream()))
                .containsExactlyInAnyOrderElementsOf(names(all, Split.TRAIN));
        assertThat(all.samples(Split.TRAIN)).as("not modified").hasSize(images);
    }

    @Test
    void keepsValidationImagesOfItsOwn() throws IOException {
        tree.mvtecAd2("can");
        Dataset can = Dataset.mvtecAd2(root, "can");
        assertThat(can.withValidationShare(0.5).samples(Split.VALIDATION)).isEqualTo(can.samples(Split.VALIDATION));
        for (double share : new double[] {0, 1, -1, Double.NaN})
            assertThatIllegalArgumentException().isThrownBy(() -> can.withValidationShare(share));
    }

    @Test
    void cannotBeModified() throws IOException {
        tree.mvtecAd2("can");
        Dataset can = Dataset.mvtecAd2(root, "can");
        assertThatThrownBy(() -> can.samples(Split.TRAIN).clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> can.splits().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> can.warnings().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void splitsAreFoundByFolderName() {
        for (Split split : Split.values())
            assertThat(Split.ofFolderName(split.folderName())).isEqualTo(split);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.ofFolderName("test"))
                .withMessageContainingAll("'test'", "test_private_mixed");
    }

    static List<String> names(Dataset dataset, Split split) {
        return dataset.samples(split).stream().map(Sample::name).toList();
    }
}

package dev.robis.seg.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.robis.seg.data.DatasetWarning.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders as they come: files missing, broken, misplaced. */
class DirtyDatasetTest {

    @TempDir
    Path root;

    Tree tree;

    @BeforeEach
    void plant() {
        tree = new Tree(root).mvtecAd2("can");
    }

    @Test
    void namesTheCategoryThatWasPerhapsMeant() {
        tree.mvtecAd2("fabric");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Dataset.mvtecAd2(root, "Fabrik"))
                .withMessageContainingAll("'Fabrik'", root.toString(), "did you mean 'fabric'?", "can/, fabric/");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Dataset.mvtecAd2(root, "walnuts"))
                .withMessageContaining("There is can/")
                .withMessageNotContaining("mean");
    }

    @Test
    void namesTheMissingRootAndWhatIsThere() {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Dataset.detect(root.resolve("no/such/place"), "can"))
                .withMessageContainingAll("no/such/place", "found in " + root, "can/");
        tree.text("file", "x");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Dataset.categories(root.resolve("file")))
                .withMessageContaining("a file");
    }

    @Test
    void namesTheMissingTrainFolderAndWhatIsThere() {
        tree.images("raw/train/0.png", "raw/test_public/good/0.png").folder("bare/train/good");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Dataset.mvtecAd2(root, "raw"))
                .withMessageContainingAll(root.resolve("raw/train/good").toString(), "found in", "0.png");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Dataset.mvtecAd2(root, "bare"))
                .withMessageContainingAll("no usable image in", "empty folder");
        tree.empty("bare/train/good/0.png");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Dataset.mvtecAd2(root, "bare"))
                .withMessageContaining("1 empty image files");
    }

    @Test
    void saysWhichLayoutsWereLookedFor() {
        tree.folder("odd/pictures").text("odd/notes.txt", "");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Dataset.detect(root, "odd"))
                .withMessageContainingAll("MVTec AD 2", "MVTec AD (", "VisA", "folder of", "notes.txt, pictures/");
        assertThatExceptionOfType(DatasetException.class)
                .as("the folder of all categories instead of one")
                .isThrownBy(() -> Dataset.detect(root))
                .withMessageContaining("holds the categories can");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "../can", "a/b", "a\\b"})
    void aCategoryIsAName(String category) {
        assertThatIllegalArgumentException().isThrownBy(() -> Dataset.detect(root, category));
    }

    @Test
    void companionsAreIgnored() throws IOException {
        for (String name : List.of("Thumbs.db", ".DS_Store", "._000.png", "types.csv", "README", "LICENSE-DATA"))
            tree.text("can/train/good/" + name, "x").text("can/" + name, "x");
        Dataset can = Dataset.mvtecAd2(root, "can");
        assertThat(can.warnings()).isEmpty();
        assertThat(can.samples(Split.TRAIN)).hasSize(3);
    }

    @Test
    void countsWhatIsLeftOut() throws IOException {
        tree.empty("can/train/good/500.png")
                .text("can/train/good/raw.dng", "x")
                .images("can/train/good/000_regular.jpg")
                .images("can/train/good/more/000.png")
                .images("can/train/000.png")
                .images("can/train/bad/000.png")
                .images("can/validation/000.png")
                .images("can/test_public/000.png");
        Dataset can = Dataset.mvtecAd2(root, "can");
        assertThat(can.samples(Split.TRAIN))
                .hasSize(3)
                .allMatch(s -> s.image().toString().contains("good"));
        assertThat(examples(can, Problem.EMPTY_FILE)).containsExactly("train/good/500.png");
        assertThat(examples(can, Problem.NOT_AN_IMAGE)).containsExactly("train/good/raw.dng");
        assertThat(examples(can, Problem.DUPLICATE_NAME)).containsExactly("train/good/000_regular.png");
        assertThat(examples(can, Problem.UNEXPECTED_FOLDER)).containsExactly("train/bad", "train/good/more");
        assertThat(examples(can, Problem.MISPLACED_IMAGE))
                .containsExactly("test_public/000.png", "train/000.png", "validation/000.png");
        assertThat(can.warnings()).hasSize(5);
    }

    @Test
    void countsMasksAndImagesThatMissEachOther() throws IOException {
        IntStream.range(100, 112).forEach(i -> tree.images("can/test_public/bad/" + i + "_regular.png"));
        tree.images("can/test_public/ground_truth/bad/900_regular_mask.png")
                .images("can/test_public/ground_truth/dent/000_mask.png");
        Dataset can = Dataset.mvtecAd2(root, "can");
        DatasetWarning missing = warning(can, Problem.MISSING_MASK);
        assertThat(missing.count()).isEqualTo(12);
        assertThat(missing.examples()).hasSize(5).first().isEqualTo("test_public/bad/100_regular.png");
        assertThat(missing.toString())
                .startsWith("12 defective images without a ground truth mask: test_public/bad/100_regular.png, ")
                .endsWith(", …");
        assertThat(examples(can, Problem.MASK_WITHOUT_IMAGE))
                .containsExactly(
                        "test_public/ground_truth/bad/900_regular_mask.png",
                        "test_public/ground_truth/dent/000_mask.png");
        assertThat(can.samples(Split.TEST_PUBLIC).stream()
                        .filter(s -> s.groundTruth().isEmpty() && s.kind() == Kind.BAD))
                .as("unmasked images stay")
                .hasSize(12);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linksThatLeadNowhereAreCounted() throws IOException {
        tree.link("can/train/good/600.png", "600.png")
                .link("can/train/good/601.png", "gone.png")
                .link("can/train/good/602.png", "000_regular.png");
        Dataset can = Dataset.mvtecAd2(root, "can");
        assertThat(examples(can, Problem.UNREADABLE)).containsExactly("train/good/600.png", "train/good/601.png");
        assertThat(DatasetTest.names(can, Split.TRAIN))
                .as("good links are followed")
                .contains("good/602");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPlainFolderThatHoldsItselfEnds() throws IOException {
        tree.images("photos/a.png", "photos/sub/b.png").link("photos/sub/again", "../../photos");
        Dataset photos = Dataset.folder(root.resolve("photos"));
        assertThat(DatasetTest.names(photos, Split.TRAIN)).containsExactly("a", "sub/b");
        assertThat(examples(photos, Problem.UNREADABLE)).containsExactly("sub/again");
    }

    private static DatasetWarning warning(Dataset dataset, Problem problem) {
        return dataset.warnings().stream()
                .filter(warning -> warning.problem() == problem)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + problem + " in " + dataset.warnings()));
    }

    private static List<String> examples(Dataset dataset, Problem problem) {
        return warning(dataset, problem).examples();
    }
}

package dev.robis.seg.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.robis.seg.data.DatasetWarning.Problem;
import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisaLayoutTest {

    private static final String HEADER = "object,split,label,image,mask\n";

    @TempDir
    Path root;

    Tree tree;

    @BeforeEach
    void plant() {
        tree = new Tree(root);
        for (int i = 0; i < 20; i++) tree.images("candle/Data/Images/Normal/%04d.JPG".formatted(i));
        tree.images("candle/Data/Images/Anomaly/000.JPG", "candle/Data/Images/Anomaly/001.JPG")
                .images("candle/Data/Masks/Anomaly/000.png", "candle/Data/Masks/Anomaly/001.png");
    }

    @Test
    void followsTheSplitFile() throws IOException {
        StringBuilder csv = new StringBuilder("\uFEFF").append(HEADER);
        for (int i = 0; i < 20; i++)
            csv.append(
                    "candle,%s,normal,candle/Data/Images/Normal/%04d.JPG,%n".formatted(i < 15 ? "train" : "test", i));
        for (int i = 0; i < 2; i++)
            csv.append(
                    "candle,test,anomaly,candle/Data/Images/Anomaly/%1$03d.JPG,candle/Data/Masks/Anomaly/%1$03d.png\r\n"
                            .formatted(i));
        csv.append("pcb1,train,normal,pcb1/Data/Images/Normal/0000.JPG,\n");
        tree.text("split_csv/1cls.csv", csv.toString())
                .text(
                        "candle/image_anno.csv",
                        """
                        image,label,mask
                        candle/Data/Images/Normal/0000.JPG,normal,
                        candle/Data/Images/Anomaly/000.JPG,"melt, scratch",candle/Data/Masks/Anomaly/000.png
                        """);
        Dataset candle = Dataset.detect(root, "candle");
        assertThat(candle.warnings()).isEmpty();
        assertThat(candle.samples(Split.TRAIN)).hasSize(15).allMatch(s -> s.kind() == Kind.GOOD);
        assertThat(candle.samples(Split.TEST_PUBLIC))
                .hasSize(7)
                .extracting(Sample::name, Sample::kind, Sample::defectType)
                .startsWith(
                        Tuple.tuple("bad/000", Kind.BAD, "melt+scratch"),
                        Tuple.tuple("bad/001", Kind.BAD, "bad"),
                        Tuple.tuple("good/0015", Kind.GOOD, "good"));
        assertThat(candle.samples(Split.TEST_PUBLIC).get(0).groundTruth())
                .contains(candle.root().resolve("candle/Data/Masks/Anomaly/000.png"));
    }

    @Test
    void keepsEveryTenthWithoutASplitFile() throws IOException {
        Dataset candle = Dataset.visa(root, "candle");
        assertThat(candle.samples(Split.TRAIN)).hasSize(18);
        assertThat(DatasetTest.names(candle, Split.TEST_PUBLIC))
                .containsExactly("bad/000", "bad/001", "good/0009", "good/0019");
        assertThat(candle.warnings()).extracting(DatasetWarning::problem).containsExactly(Problem.NO_SPLIT_FILE);
    }

    @Test
    void countsWhereSplitFileAndFolderDiffer() throws IOException {
        tree.text(
                "split_csv/1cls.csv",
                HEADER + "candle,train,normal,candle/Data/Images/Normal/0000.JPG,\n"
                        + "candle,train,normal,candle/Data/Images/Normal/7777.JPG,\n"
                        + "candle,train,normal,../../etc/passwd,\n");
        Dataset candle = Dataset.visa(root, "candle");
        assertThat(DatasetTest.names(candle, Split.TRAIN)).containsExactly("good/0000");
        assertThat(candle.warnings())
                .extracting(DatasetWarning::problem, DatasetWarning::count)
                .containsExactly(Tuple.tuple(Problem.LISTED_BUT_MISSING, 2), Tuple.tuple(Problem.NOT_LISTED, 21));
    }

    @Test
    void namesWhatIsWrongInTheSplitFile() {
        tree.text("split_csv/1cls.csv", HEADER + "pcb1,train,normal,x.png,\n");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Dataset.visa(root, "candle"))
                .withMessageContainingAll("'candle'", "1cls.csv", "[pcb1]");
        tree.text("split_csv/1cls.csv", HEADER + "candle,holdout,normal,x.png,\n");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Dataset.visa(root, "candle"))
                .withMessageContainingAll("1cls.csv", "x.png", "train or test", "'holdout'");
        tree.text("split_csv/1cls.csv", "category,image\ncandle,x.png\n");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Dataset.visa(root, "candle"))
                .withMessageContainingAll("column 'object'", "[category, image]");
    }

    @Test
    void namesTheMissingFolder() {
        tree.images("empty/Data/x.png");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Dataset.visa(root, "empty"))
                .withMessageContainingAll("Normal", "Data/");
    }
}

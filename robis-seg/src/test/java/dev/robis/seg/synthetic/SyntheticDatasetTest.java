package dev.robis.seg.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Kind;
import dev.robis.seg.data.Sample;
import dev.robis.seg.data.Split;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntheticDatasetTest {

    private static final SyntheticConfig SMALL =
            SyntheticConfig.defaults().withSize(220, 200).withCounts(3, 1, 2, 4);

    @TempDir
    Path root;

    @Test
    void isADataSetWithoutWarnings() throws IOException {
        SyntheticDataset.write(root.resolve("new/folder"), SMALL);
        List<String> categories = Dataset.categories(root.resolve("new/folder"));
        assertThat(categories).containsExactly("brushed_metal", "printed_pattern", "scattered_grains", "woven_fabric");
        for (String category : categories) {
            Dataset dataset = Dataset.mvtecAd2(root.resolve("new/folder"), category);
            assertThat(dataset.warnings()).isEmpty();
            assertThat(dataset.samples(Split.TRAIN)).hasSize(3);
            assertThat(dataset.samples(Split.VALIDATION)).hasSize(1);
            assertThat(dataset.samples(Split.TEST_PUBLIC)).hasSize(6);
            for (Sample sample : dataset.samples(Split.TEST_PUBLIC)) {
                assertThat(sample.groundTruth().isPresent()).isEqualTo(sample.kind() == Kind.BAD);
                if (sample.groundTruth().isPresent())
                    checkMask(sample.image(), sample.groundTruth().get());
            }
        }
    }

    private static void checkMask(Path image, Path mask) throws IOException {
        BufferedImage picture = ImageIO.read(image.toFile()), truth = ImageIO.read(mask.toFile());
        assertThat(truth.getWidth()).isEqualTo(picture.getWidth()).isEqualTo(SMALL.width());
        assertThat(truth.getHeight()).isEqualTo(picture.getHeight()).isEqualTo(SMALL.height());
        assertThat(picture.getRaster().getNumBands()).isEqualTo(3);
        assertThat(truth.getRaster().getNumBands()).isEqualTo(1);
        TreeSet<Integer> levels = new TreeSet<>();
        for (int level : truth.getRaster().getPixels(0, 0, truth.getWidth(), truth.getHeight(), (int[]) null))
            levels.add(level);
        assertThat(levels).containsExactly(0, 255);
    }

    @Test
    void filesShowWhatTheGeneratorMakes() throws IOException {
        SyntheticDataset.write(root, SMALL.withProducts(List.of(Product.SCATTERED_GRAINS)));
        SyntheticImage made = new SyntheticGenerator(SMALL).bad(Product.SCATTERED_GRAINS, 1);
        Path test = root.resolve("scattered_grains/test_public");
        BufferedImage picture = ImageIO.read(test.resolve("bad/001_regular.png").toFile());
        BufferedImage truth = ImageIO.read(
                test.resolve("ground_truth/bad/001_regular_mask.png").toFile());
        for (int y = 0; y < SMALL.height(); y++) {
            for (int x = 0; x < SMALL.width(); x++) {
                int[] rgb = picture.getRaster().getPixel(x, y, (int[]) null);
                for (int band = 0; band < 3; band++)
                    assertThat(rgb[band]).isEqualTo(made.image().getBand(band).get(x, y));
                assertThat(truth.getRaster().getSample(x, y, 0))
                        .isEqualTo(255 * made.mask().get(x, y));
            }
        }
    }

    @Test
    void sameSeedSameBytes() throws IOException {
        SyntheticConfig config = SMALL.withProducts(List.of(Product.BRUSHED_METAL));
        for (String folder : List.of("a", "b")) SyntheticDataset.write(root.resolve(folder), config);
        SyntheticDataset.write(root.resolve("c"), config.withSeed(2));
        Map<String, String> a = contents(root.resolve("a"));
        assertThat(a).hasSize(3 + 1 + 2 + 2 * 4).isEqualTo(contents(root.resolve("b")));
        assertThat(contents(root.resolve("c")).values())
                .hasSameSizeAs(a.values())
                .doesNotContainAnyElementsOf(a.values());
    }

    @Test
    void overwritesNothing() throws IOException {
        Files.createDirectories(root.resolve("printed_pattern"));
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> SyntheticDataset.write(root, SMALL))
                .withMessageContainingAll("printed_pattern", "nothing is overwritten");
        assertThat(names(root)).as("nothing written").containsExactly("printed_pattern");
    }

    @Test
    void clearsWhatAnInterruptedRunLeft() throws IOException {
        Path left = Files.createDirectories(root.resolve(".woven_fabric.unfinished/train/good"));
        Files.createFile(left.resolve("999_regular.png"));
        SyntheticDataset.write(root, SMALL.withProducts(List.of(Product.WOVEN_FABRIC)));
        assertThat(names(root)).containsExactly("woven_fabric");
        assertThat(names(root.resolve("woven_fabric/train/good"))).hasSize(3).doesNotContain("999_regular.png");
    }

    @ParameterizedTest
    @CsvSource({
        "199, 300, 1, 0, width",
        "300, 20000, 1, 0, height",
        "300, 300, 0, 0, train",
        "300, 300, 1, -1, testBad",
        "300, 300, 1, 1001, testBad"
    })
    void rejectsConfigurations(int width, int height, int train, int testBad, String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SMALL.withSize(width, height).withCounts(train, 0, 0, testBad))
                .withMessageContaining(name);
    }

    @Test
    void rejectsProductsGivenTwiceOrNotAtAll() {
        assertThatIllegalArgumentException().isThrownBy(() -> SMALL.withProducts(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SMALL.withProducts(List.of(Product.WOVEN_FABRIC, Product.WOVEN_FABRIC)));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                contents.put(folder.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
        return contents;
    }
}

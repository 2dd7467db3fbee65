package example;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.seg.AnomalySegmenter;
import dev.robis.seg.result.Segmentation;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.ImageSize;
import dev.robis.seg.synthetic.Product;
import dev.robis.seg.synthetic.SyntheticConfig;
import dev.robis.seg.synthetic.SyntheticDataset;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectTest {

    @Test
    void aFolderOfGoodImagesIsLearnedAndAnotherImageIsMarked(@TempDir Path folder) throws Exception {
        SyntheticDataset.write(
                folder,
                SyntheticConfig.defaults()
                        .withProducts(List.of(Product.WOVEN_FABRIC))
                        .withSize(224, 224)
                        .withCounts(4, 0, 0, 1));
        Path bundle = folder.resolve("bundle"), output = folder.resolve("output");
        Path image = folder.resolve("woven_fabric/test_public/bad/000_regular.png");

        String printed = printed(folder.resolve("woven_fabric/train/good"), bundle, image, output);

        JsonNode json = new ObjectMapper().readTree(printed);
        try (AnomalySegmenter segmenter = AnomalySegmenter.open(bundle)) {
            Segmentation expected = segmenter.segment(image);
            assertThat(json.get("score").asDouble()).isEqualTo(expected.score());
            assertThat(json.get("defective").asBoolean()).isEqualTo(expected.defective());
            assertThat(json.get("regions")).hasSize(expected.regions().size());
            assertThat(ImageFiles.readMask(output.resolve("mask.png")).data).isEqualTo(expected.mask().data);
        }
        assertThat(ImageFiles.size(output.resolve("overlay.png"))).isEqualTo(new ImageSize(224, 224));
    }

    private static String printed(Path... arguments) throws Exception {
        PrintStream console = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            Inspect.main(List.of(arguments).stream().map(Path::toString).toArray(String[]::new));
        } finally {
            System.setOut(console);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

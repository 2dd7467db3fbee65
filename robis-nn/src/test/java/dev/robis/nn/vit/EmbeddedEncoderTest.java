package dev.robis.nn.vit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.nn.tensor.DType;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.testing.Golden;
import java.io.InputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The encoder that travels in a jar, from its resource to its features. */
class EmbeddedEncoderTest {

    private static final String RESOURCE = "dev/robis/encoder/tiny/robis_vit_tiny_14_reg4.safetensors";
    private static final Backbone BACKBONE = Backbone.named("robis_vit_tiny_14");
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

    /** The check beside the golden cases; else the part of it that is bundled. */
    static Golden.Case check() throws Exception {
        String root = System.getProperty("robis.golden", "");
        Path beside = Path.of(root).resolveSibling("encoder/check");
        URL bundled = EmbeddedEncoderTest.class.getResource("/golden/encoder/check/case.json");
        Path folder = !root.isEmpty() && Files.isDirectory(beside)
                ? beside
                : Path.of(bundled.toURI()).getParent();
        return new Golden.Case(
                folder, new ObjectMapper().readTree(folder.resolve("case.json").toFile()));
    }

    static Stream<String> expected() throws Exception {
        List<String> files = new ArrayList<>();
        check().json().get("files").fieldNames().forEachRemaining(files::add);
        return files.stream().filter(file -> file.endsWith(".safetensors"));
    }

    @ParameterizedTest
    @MethodSource("expected")
    void featuresAreThoseOfTheReference(String file) throws Exception {
        Golden.Case check = check();
        JsonNode tensors = check.json().get("files").get(file).get("tensors");
        List<String> names = new ArrayList<>();
        tensors.fieldNames().forEachRemaining(names::add);
        names.remove("image");
        assertThat(names).isNotEmpty();
        List<String> stages =
                names.stream().map(name -> name.replace("block", "blocks.")).toList();
        Tensor image = image(check, file);
        try (SafetensorsFile weights = weights();
                Vit vit = Vit.open(
                        BACKBONE.config(),
                        weights,
                        BACKBONE.config().depth() - 1,
                        stages,
                        1,
                        image.shape()[2],
                        image.shape()[3])) {
            List<Tensor> found = vit.stages(image);
            for (int i = 0; i < names.size(); i++) {
                assertThat(check.tolerance(file, names.get(i))).isPositive();
                check.assertClose(found.get(i), file, names.get(i));
            }
        }
    }

    @Test
    void weightsAreThoseOfItsNameAndSayWhatTheyAre() throws Exception {
        try (SafetensorsFile weights = weights()) {
            VitWeights.require(BACKBONE.config(), weights);
            assertThat(weights.metadata()).containsEntry("data", "procedural only");
            assertThat(weights.info("cls_token").orElseThrow().dtype()).isEqualTo(DType.F16);
        }
    }

    private static SafetensorsFile weights() throws Exception {
        try (InputStream stream = EmbeddedEncoderTest.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            return SafetensorsFile.of(ByteBuffer.wrap(stream.readAllBytes()), RESOURCE);
        }
    }

    /** Stored as the encoder wants it, or as the bytes before normalisation. */
    private static Tensor image(Golden.Case check, String file) throws Exception {
        try (SafetensorsFile source = check.tensors(file)) {
            Tensor image = source.tensor("image");
            if (source.info("image").orElseThrow().dtype() != DType.U8) return image;
            int perChannel = image.shape()[2] * image.shape()[3];
            for (int i = 0; i < image.data().length; i++) {
                int channel = i / perChannel;
                image.data()[i] = (image.data()[i] / 255 - MEAN[channel]) / DEVIATION[channel];
            }
            return image;
        }
    }
}

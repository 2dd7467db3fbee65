package dev.robis.nn.efficientnet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.encoder.FeatureMap;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.testing.Golden;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EfficientNetLiteGoldenTest {

    private static final Pattern EXPECTED = Pattern.compile("expected_(\\d+)x(\\d+)\\.safetensors");
    private static final Pattern BLOCK = Pattern.compile("block(\\d+)");

    static Stream<Golden.Case> cases() {
        return Golden.cases("efficientnet-lite", found -> true);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void everyBlockGivesTheReferencesOutput(Golden.Case golden) throws IOException {
        LiteConfig config = config(golden.config());
        List<Integer> all = IntStream.range(0, config.blocks().size()).boxed().toList();
        int checked = 0;
        try (SafetensorsFile weights = SafetensorsFile.open(weights(golden));
                EfficientNetLite network = EfficientNetLite.open(config, weights, all)) {
            for (String file : names(golden)) {
                Matcher size = EXPECTED.matcher(file);
                if (!size.matches()) continue;
                List<FeatureMap> maps =
                        network.encode(input(golden, Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))));
                try (SafetensorsFile expected = golden.tensors(file)) {
                    for (String name : expected.names()) {
                        Matcher block = BLOCK.matcher(name);
                        if (!block.matches()) continue;
                        golden.assertClose(planar(maps.get(Integer.parseInt(block.group(1)))), file, name);
                        checked++;
                    }
                }
            }
        }
        assertThat(checked).isPositive();
    }

    static LiteConfig config(JsonNode config) {
        return new LiteConfig(
                config.get("stem").asInt(),
                numbers(config.get("widths")),
                numbers(config.get("repeats")),
                numbers(config.get("kernels")),
                numbers(config.get("strides")),
                numbers(config.get("expansion")),
                config.get("batch_norm_eps").asDouble());
    }

    private static List<Integer> numbers(JsonNode array) {
        List<Integer> numbers = new ArrayList<>();
        array.forEach(number -> numbers.add(number.asInt()));
        return numbers;
    }

    private static List<String> names(Golden.Case golden) {
        List<String> names = new ArrayList<>();
        golden.json().get("files").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** In the case, else the trained ones in the folder beside the golden cases. */
    private static Path weights(Golden.Case golden) {
        for (String name : names(golden))
            if (name.endsWith(".pth")) return golden.path(name.replace(".pth", ".safetensors"));
        return golden.folder()
                .resolve("../../../encoder/efficientnet_lite0.safetensors")
                .normalize();
    }

    private static Tensor input(Golden.Case golden, int height, int width) throws IOException {
        String stored = "input_" + height + "x" + width + ".safetensors";
        if (Files.exists(golden.path(stored))) {
            try (SafetensorsFile file = golden.tensors(stored)) {
                return file.tensor(file.names().iterator().next());
            }
        }
        BufferedImage image = ImageIO.read(golden.path("image.png").toFile());
        Tensor input = Tensor.zeros(1, 3, height, width);
        for (int band = 0; band < 3; band++)
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++)
                    input.data()[(band * height + y) * width + x] =
                            ((image.getRGB(x, y) >> (16 - 8 * band) & 0xff) - 127) / 128f;
        return input;
    }

    /** Channels first, as the cases are. */
    private static Tensor planar(FeatureMap map) {
        int rows = map.rows(), columns = map.columns(), width = map.layer().width();
        int length = rows * columns;
        Tensor planar = Tensor.zeros(map.batch(), width, rows, columns);
        for (int image = 0; image < map.batch(); image++)
            for (int i = 0; i < length; i++)
                for (int c = 0; c < width; c++)
                    planar.data()[(image * width + c) * length + i] =
                            map.values().data()[(image * length + i) * width + c];
        return planar;
    }
}

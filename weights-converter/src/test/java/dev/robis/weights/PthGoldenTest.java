package dev.robis.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.robis.nn.tensor.MalformedTensorFileException;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.StoredTensorSource;
import dev.robis.nn.tensor.TensorInfo;
import dev.robis.nn.testing.Golden;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of the reference's PyTorch: what holds tensors gives exactly these, all else is refused. */
class PthGoldenTest {

    private static final Pattern TOUCHED = Pattern.compile("touch (\\S+)");

    /** A file of a case, and its twin if it is to be read. */
    record Sample(Path file, Optional<Path> expected) {
        @Override
        public String toString() {
            return file.getFileName().toString();
        }
    }

    static Stream<Sample> samples() {
        return Golden.cases("pth-reader", golden -> true).flatMap(golden -> names(golden).stream()
                .filter(name -> name.endsWith(".pth"))
                .map(name -> sample(golden, name)));
    }

    private static Sample sample(Golden.Case golden, String name) {
        String twin = name.replaceFirst("\\.pth$", ".expected.safetensors");
        return new Sample(
                golden.path(name), names(golden).contains(twin) ? Optional.of(golden.path(twin)) : Optional.empty());
    }

    private static List<String> names(Golden.Case golden) {
        return golden.json().get("files").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    static Stream<Sample> readable() {
        return samples().filter(sample -> sample.expected.isPresent());
    }

    static Stream<Sample> refused() {
        return samples().filter(sample -> sample.expected.isEmpty());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("readable")
    void everyTensorIsThereBitForBit(Sample sample) throws Exception {
        try (Checkpoint found = Checkpoint.open(sample.file);
                SafetensorsFile expected = SafetensorsFile.open(sample.expected.orElseThrow())) {
            StoredTensorSource widened = new ConvertedTensors(found, identity(found), Optional.empty(), Map.of());
            assertThat(widened.names()).containsExactlyInAnyOrderElementsOf(expected.names());
            for (String name : expected.names()) {
                assertSameKind(widened.require(name), expected.require(name));
                assertThat(stored(widened, name)).as(name).isEqualTo(stored(expected, name));
                assertThat(found.tensor(name).data())
                        .as(name)
                        .isEqualTo(expected.tensor(name).data());
            }
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("readable")
    void convertedFilesHoldTheSame(Sample sample, @TempDir Path folder) throws Exception {
        Path out = folder.resolve("out.safetensors");
        Conversion.Result result = Conversion.of(sample.file).writeTo(out);
        try (SafetensorsFile found = SafetensorsFile.open(out);
                SafetensorsFile expected = SafetensorsFile.open(sample.expected.orElseThrow())) {
            assertThat(found.names()).hasSameSizeAs(expected.names());
            for (String name : found.names()) {
                String original = result.prefix() + name;
                assertSameKind(found.require(name), expected.require(original));
                assertThat(stored(found, name)).as(name).isEqualTo(stored(expected, original));
            }
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("refused")
    void allElseIsRefusedAndTouchesNothing(Sample sample, @TempDir Path folder) throws Exception {
        Path out = folder.resolve("out.safetensors");
        Throwable failure = catchThrowable(() -> Conversion.of(sample.file).writeTo(out));
        assertThat(failure)
                .isInstanceOf(MalformedTensorFileException.class)
                .hasMessageContaining(sample.file.toString());
        assertThat(folder).isEmptyDirectory();
        String content = Files.readString(sample.file, StandardCharsets.ISO_8859_1);
        Matcher touched = TOUCHED.matcher(content);
        while (touched.find())
            assertThat(Path.of(touched.group(1).replaceAll("[^!-~].*", ""))).doesNotExist();
        Matcher global = Pattern.compile("c(posix|nt|os|builtins)\n(\\w+)\n").matcher(content);
        if (global.find())
            assertThat(failure).hasMessageContaining("asks for " + global.group(1) + "." + global.group(2));
    }

    /** The expected files hold scalars as vectors of one element. */
    private static void assertSameKind(TensorInfo found, TensorInfo expected) {
        assertThat(found.dtype()).as(found.name()).isEqualTo(expected.dtype());
        assertThat(found.shape().isEmpty() ? List.of(1L) : found.shape())
                .as(found.name())
                .isEqualTo(expected.shape());
    }

    private static Map<String, String> identity(StoredTensorSource source) {
        Map<String, String> names = new LinkedHashMap<>();
        source.names().forEach(name -> names.put(name, name));
        return names;
    }

    static byte[] stored(StoredTensorSource source, String name) throws IOException {
        var info = source.require(name);
        byte[] bytes = new byte[Math.toIntExact(info.elements() * info.dtype().bytes())];
        source.readStored(name, 0, ByteBuffer.wrap(bytes));
        return bytes;
    }
}

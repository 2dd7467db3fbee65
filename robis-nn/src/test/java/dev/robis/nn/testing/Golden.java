package dev.robis.nn.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The numeric cases of the reference. Their root is the system property {@code robis.golden}; without it, the few
 * small cases that a module keeps among its test resources are used, below {@code golden/}.
 */
public final class Golden {

    private static final String ROOT = System.getProperty("robis.golden", "");

    private Golden() {}

    /**
     * The cases of a stage, in the order of their folders. Empty only where no root is given and none are bundled;
     * annotate tests with {@code @ParameterizedTest(allowZeroInvocations = true)}.
     *
     * @throws AssertionError if a root is given and no case below it fits: a golden run that checks nothing must fail
     */
    public static Stream<Case> cases(String stage, Predicate<Case> filter) {
        List<Case> found = folder(stage).map(Golden::below).orElse(List.of()).stream()
                .filter(filter)
                .toList();
        if (found.isEmpty() && !ROOT.isEmpty())
            throw new AssertionError("no fitting case of stage " + stage + " below robis.golden=" + ROOT);
        return found.stream();
    }

    private static Optional<Path> folder(String stage) {
        if (!ROOT.isEmpty()) return Optional.of(Path.of(ROOT, stage));
        URL bundled = Thread.currentThread().getContextClassLoader().getResource("golden/" + stage);
        return Optional.ofNullable(bundled)
                .filter(url -> url.getProtocol().equals("file"))
                .map(url -> Path.of(URI.create(url.toString())));
    }

    private static List<Case> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().equals("case.json"))
                    .sorted()
                    .map(file -> new Case(file.getParent(), parse(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One case.
     *
     * @param folder where its files are
     * @param json its {@code case.json}
     */
    public record Case(Path folder, JsonNode json) {

        public Path path(String file) {
            return folder.resolve(file);
        }

        public JsonNode config() {
            return json.path("config");
        }

        /** A JSON file of this case. */
        public JsonNode json(String file) {
            return parse(path(file));
        }

        public SafetensorsFile tensors(String file) throws IOException {
            return SafetensorsFile.open(path(file));
        }

        /** One tensor of one file. */
        public Tensor tensor(String file, String name) {
            try (SafetensorsFile source = tensors(file)) {
                return source.tensor(name);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Largest difference allowed; 0 where the case gives none. */
        public double tolerance(String file, String tensor) {
            return json.path("files")
                    .path(file)
                    .path("tensors")
                    .path(tensor)
                    .path("recommended_atol")
                    .asDouble(0);
        }

        /** Fails unless every element is within the tolerance of the case; not a number is never within. */
        public void assertClose(Tensor actual, String file, String tensor) {
            float[] expected = tensor(file, tensor).data();
            float[] found = actual.data();
            if (expected.length != found.length)
                throw new AssertionError(folder + " " + file + " " + tensor + ": expected " + expected.length
                        + " elements, found " + found.length);
            double tolerance = tolerance(file, tensor);
            for (int i = 0; i < expected.length; i++)
                if (!(Math.abs(expected[i] - found[i]) <= tolerance))
                    throw new AssertionError(folder + " " + file + " " + tensor + " element " + i + ": expected "
                            + expected[i] + ", found " + found[i] + ", tolerance " + tolerance);
        }

        @Override
        public String toString() {
            return json.path("case").asText(folder.toString());
        }
    }
}

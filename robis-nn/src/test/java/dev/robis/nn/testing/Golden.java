package dev.robis.nn.testing;

import com.fasterxml.jackson.databind.*;
import dev.robis.nn.tensor.*;
import java.io.*;
import java.nio.file.*;
import java.util.function.Predicate;
import java.util.stream.Stream;

public final class Golden {
    public static Stream<Case> cases(String stage, Predicate<Case> filter) {
        String root = System.getProperty("robis.golden", "");
        if (root.isEmpty()) return Stream.empty();
        try {
            return Files.walk(Path.of(root, stage))
                    .filter(p -> p.getFileName().toString().equals("case.json"))
                    .sorted()
                    .map(p -> new Case(p.getParent()))
                    .filter(filter);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public record Case(Path folder) {
        public Path path(String f) {
            return folder.resolve(f);
        }

        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(path("case.json").toFile());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public JsonNode config() {
            return json().path("config");
        }

        public SafetensorsFile tensors(String f) throws IOException {
            return SafetensorsFile.open(path(f));
        }

        public double tolerance(String f, String t) {
            return json().get("files")
                    .get(f)
                    .get("tensors")
                    .get(t)
                    .path("recommended_atol")
                    .asDouble(0);
        }

        public void assertClose(Tensor actual, String f, String t) {
            try (SafetensorsFile s = tensors(f)) {
                Tensor e = s.tensor(t);
                double worst = 0;
                int at = -1;
                if (e.data().length != actual.data().length) throw new AssertionError(t + " sizes " + e + actual);
                for (int i = 0; i < e.data().length; i++) {
                    double d = Math.abs(e.data()[i] - actual.data()[i]);
                    if (!(d <= worst)) {
                        worst = d;
                        at = i;
                    }
                }
                if (!(worst <= tolerance(f, t)))
                    throw new AssertionError(folder + " " + f + " " + t + ": off by " + worst + " at " + at
                            + ", tolerance " + tolerance(f, t));
            } catch (IOException x) {
                throw new UncheckedIOException(x);
            }
        }
    }
}

package dev.robis.seg.sam;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.struct.image.GrayU8;
import dev.robis.nn.sam.SamConfig;
import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.seg.image.ImageFiles;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/segment-anything.md shows compiles and runs. */
class SegmentAnythingPageTest {

    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("public final class (\\w+)");

    @TempDir
    private Path folder;

    @Test
    void itsSnippetsRun() throws Exception {
        compile(Files.readString(Path.of("../docs/segment-anything.md")));
        Path weights = folder.resolve("sam.safetensors");
        SafetensorsWriter.write(weights, TinySam.weights(11), Map.of());
        Path photo = folder.resolve("photo.png");
        ImageFiles.writePng(photo, TinySam.image(11, 130, 150));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            assertThat(call(loader, "OneThing", "inBox", weights, photo)).isInstanceOfSatisfying(GrayU8.class, mask -> {
                assertThat(mask.width).isEqualTo(130);
                assertThat(mask.data).hasSize(130 * 150).contains(0, 1).doesNotContain(2);
            });
            assertThat(call(loader, "Everything", "in", weights, photo)).isInstanceOf(List.class);
        }
    }

    private static Object call(ClassLoader loader, String type, String method, Path weights, Path photo)
            throws Exception {
        return loader.loadClass(type)
                .getMethod(method, SamConfig.class, Path.class, Path.class)
                .invoke(null, TinySam.CONFIG, weights, photo);
    }

    private void compile(String page) {
        List<Source> sources = new ArrayList<>();
        for (Matcher snippet = SNIPPET.matcher(page); snippet.find(); ) sources.add(new Source(snippet.group(1)));
        assertThat(sources).hasSize(2);
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        problems,
                        List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        sources)
                .call();
        assertThat(compiled).as("%s", problems.getDiagnostics()).isTrue();
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String text) {
            super(URI.create("string:///" + name(text) + ".java"), Kind.SOURCE);
            this.text = text;
        }

        private static String name(String text) {
            Matcher name = CLASS.matcher(text);
            assertThat(name.find()).isTrue();
            return name.group(1);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}

package dev.robis.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A piece of Java in the documentation: a whole class with its imports, whose methods are static.
 *
 * @param page where it is
 * @param text of it
 */
record Snippet(Path page, String text) {

    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("\\bclass (\\w+)");

    /** All of the README and the pages in docs. */
    static List<Snippet> all() throws IOException {
        List<Snippet> found = new ArrayList<>();
        try (Stream<Path> pages = Files.walk(Path.of("../docs"))) {
            Stream<Path> all = Stream.concat(Stream.of(Path.of("../README.md")), pages.sorted());
            all.filter(page -> page.toString().endsWith(".md")).forEach(page -> found.addAll(on(page)));
        }
        return found;
    }

    private static List<Snippet> on(Path page) {
        try {
            return BLOCK.matcher(Files.readString(page))
                    .results()
                    .map(block -> new Snippet(page, block.group(1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String className() {
        Matcher name = CLASS.matcher(text);
        if (!name.find()) throw new IllegalArgumentException(this + ": expected a whole class");
        return name.group(1);
    }

    /**
     * Compiles it.
     *
     * @param folder for the classes
     * @return its methods in the order of the text
     */
    List<Method> methods(Path folder) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        String classPath = System.getProperty("java.class.path");
        List<String> options = List.of("-proc:none", "-parameters", "-d", folder.toString(), "-cp", classPath);
        if (!compiler.getTask(null, null, problems, options, null, List.of(new Source(className(), text)))
                .call()) throw new IllegalArgumentException(this + " does not compile: " + problems.getDiagnostics());
        URL[] classes = {folder.toUri().toURL()};
        Class<?> type = Class.forName(className(), true, new URLClassLoader(classes, Snippet.class.getClassLoader()));
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .sorted(Comparator.comparingInt(this::position))
                .toList();
    }

    private int position(Method method) {
        return Pattern.compile("\\b" + method.getName() + "\\(")
                .matcher(text)
                .results()
                .mapToInt(MatchResult::start)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return page.getFileName() + ": "
                + text.lines()
                        .filter(line -> line.contains("class "))
                        .findFirst()
                        .orElse("?");
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}

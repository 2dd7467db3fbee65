package dev.robis.benchmarks;

import dev.robis.seg.AnomalySegmenter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.io.FileUtils;

/**
 * Segments one image file after the other, ViT-B unless told otherwise, and says what the process occupies. Linux only.
 * Arguments: images (500), encoder's size (base), side of the network's input (518), images between reports (25),
 * side of a tile (1024; 2448 makes a single one of the whole image, an eighth of the time).
 */
public final class EndToEndMemory {

    private static final Path STATUS = Path.of("/proc/self/status");

    private EndToEndMemory() {}

    public static void main(String[] arguments) throws IOException {
        int images = Integer.parseInt(argument(arguments, 0, "500"));
        String size = argument(arguments, 1, "base");
        int side = Integer.parseInt(argument(arguments, 2, "518"));
        int every = Integer.parseInt(argument(arguments, 3, "25"));
        int window = Integer.parseInt(argument(arguments, 4, "1024"));
        Path folder = Files.createTempDirectory("robis-memory-");
        try {
            inAnotherProcess(folder, size, side, window);
            segment(new SeededBundle(folder), images, every);
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private static void segment(SeededBundle files, int images, int every) throws IOException {
        report(0, 0);
        try (AnomalySegmenter segmenter = files.open()) {
            long start = System.nanoTime();
            long regions = 0;
            for (int i = 1; i <= images; i++) {
                regions += segmenter.segment(files.image()).regions().size();
                if (i % every == 0 || i == 1 || i == images) report(i, (System.nanoTime() - start) * 1e-9 / i);
            }
            System.out.printf("%d images, %d regions%n", images, regions);
        }
    }

    /** Making the files takes memory that this process would keep. */
    private static void inAnotherProcess(Path folder, String size, int side, int window) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Preparation.class.getName(),
                        folder.toString(),
                        size,
                        Integer.toString(side),
                        Integer.toString(window))
                .inheritIO()
                .start();
        if (process.onExit().join().exitValue() != 0) throw new IOException("the files could not be made; see above");
    }

    /** Arguments: folder, encoder's size, side, side of a tile. */
    static final class Preparation {

        private Preparation() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            SeededBundle.write(
                    folder,
                    NetworkShapes.encoder(arguments[1]),
                    Integer.parseInt(arguments[2]),
                    Integer.parseInt(arguments[3]));
        }
    }

    private static void report(int images, double seconds) throws IOException {
        List<String> lines = Files.readAllLines(STATUS);
        String memory = lines.stream()
                .filter(line -> line.startsWith("VmHWM") || line.startsWith("VmRSS"))
                .map(line -> line.replaceAll("\\s+", " "))
                .collect(Collectors.joining(", "));
        System.out.printf("after %d images: %s; %.1f s an image%n", images, memory, seconds);
    }

    private static String argument(String[] arguments, int index, String absent) {
        return index < arguments.length ? arguments[index] : absent;
    }
}

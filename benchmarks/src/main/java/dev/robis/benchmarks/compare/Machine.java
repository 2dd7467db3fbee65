package dev.robis.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the comparison runs. What a system does not tell stays out. */
final class Machine {

    private Machine() {}

    static String describe() throws IOException {
        int processors = Runtime.getRuntime().availableProcessors();
        return model() + ", " + processors + (processors == 1 ? " core" : " cores") + ", "
                + System.getProperty("os.name");
    }

    private static String model() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.exists(info)) return System.getProperty("os.arch");
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    /** Processes that want to run, over one, five and fifteen minutes. */
    static String load() throws IOException {
        Path averages = Path.of("/proc/loadavg");
        if (!Files.exists(averages)) return "unknown";
        String[] words = Files.readString(averages).split(" ", -1);
        return String.join(", ", words[0], words[1], words[2]);
    }
}

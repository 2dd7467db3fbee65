package dev.robis.benchmarks.compare;

import java.util.List;
import java.util.stream.Stream;

/** Who is compared. */
enum Peer {
    ROBIS("RoBiS") {
        @Override
        List<String> command(String python, String workspace) {
            return java(RobisContender.class, workspace);
        }
    },
    PYTORCH("PyTorch") {
        @Override
        List<String> command(String python, String workspace) {
            return python(python, workspace);
        }
    },
    ONNX_RUNTIME("ONNX Runtime") {
        @Override
        List<String> command(String python, String workspace) {
            return java(OnnxContender.class, workspace);
        }
    },
    /** The reference's steps with OpenCV, Pillow, NumPy and PyTorch. */
    PYTHON("reference") {
        @Override
        List<String> command(String python, String workspace) {
            return python(python, workspace);
        }
    };

    private static final String SCRIPTS = System.getProperty("robis.benchmarks.python", "benchmarks/src/main/python");

    /** The launcher's settings, see the script {@code robis}. */
    private static final List<String> JVM = List.of(
            "-Xmx2g",
            "-XX:+UseG1GC",
            "-XX:G1PeriodicGCInterval=10000",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
            "-Djava.awt.headless=true");

    private final String title;

    Peer(String title) {
        this.title = title;
    }

    /** How its process is started. */
    abstract List<String> command(String python, String workspace);

    List<String> python(String python, String workspace) {
        return List.of(python, "-B", SCRIPTS + "/contender.py", workspace, name());
    }

    private static List<String> java(Class<?> main, String workspace) {
        String executable = System.getProperty("java.home") + "/bin/java";
        return Stream.of(
                        Stream.of(executable),
                        JVM.stream(),
                        Stream.of("-cp", System.getProperty("java.class.path"), main.getName(), workspace))
                .flatMap(words -> words)
                .toList();
    }

    @Override
    public String toString() {
        return title;
    }
}

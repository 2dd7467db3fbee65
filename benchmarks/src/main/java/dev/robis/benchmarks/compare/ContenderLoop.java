package dev.robis.benchmarks.compare;

import com.sun.management.OperatingSystemMXBean;
import dev.robis.nn.tensor.SafetensorsWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The Java side of a contender: waits for a line, answers with a line.
 *
 * <ul>
 *   <li>{@code prepare STAGE}: load, run twice, write the outputs, run until it is warm; {@code ok}, or {@code failed REASON}
 *   <li>{@code run TIMES}: {@code MILLIS CPU_MILLIS} of one run, on average
 *   <li>{@code release}: free what the stage holds; {@code ok}
 * </ul>
 */
final class ContenderLoop {

    /** Runs before the outputs are written, so that a second training step is among them. */
    private static final int FIRST_RUNS = 2;

    /** Time that the compiler gets after that. */
    private static final double WARM_UP_MILLIS = 2000;

    private static final double NANOS_PER_MILLI = 1e6;

    /** Makes stages ready. */
    interface Workloads {
        Workload open(String stage) throws Exception;
    }

    private final Workspace workspace;
    private final Peer peer;
    private final Workloads workloads;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private Workload current;

    ContenderLoop(Workspace workspace, Peer peer, Workloads workloads) {
        this.workspace = workspace;
        this.peer = peer;
        this.workloads = workloads;
    }

    /** @param version printed as the first line */
    void run(String version) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err); // nothing but answers may reach the director
        answers.println(version);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) answers.println(answer(line));
    }

    private String answer(String line) {
        String[] words = line.split(" ", 2);
        try {
            return switch (words[0]) {
                case "prepare" -> prepare(words[1]);
                case "run" -> measure(Integer.parseInt(words[1]));
                case "release" -> release();
                default -> "failed unknown request " + line;
            };
        } catch (Exception | LinkageError e) {
            e.printStackTrace();
            return "failed " + String.valueOf(e).replace('\n', ' ');
        }
    }

    private String prepare(String stage) throws Exception {
        current = workloads.open(stage);
        long start = System.nanoTime();
        for (int i = 0; i < FIRST_RUNS; i++) current.run();
        SafetensorsWriter.write(workspace.output(stage, peer), current.outputs(), Map.of());
        while ((System.nanoTime() - start) / NANOS_PER_MILLI < WARM_UP_MILLIS) current.run();
        return "ok";
    }

    private String measure(int times) throws Exception {
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) current.run();
        double millis = (System.nanoTime() - start) / NANOS_PER_MILLI / times;
        return millis + " " + (system.getProcessCpuTime() - cpu) / NANOS_PER_MILLI / times;
    }

    private String release() throws Exception {
        if (current != null) current.close();
        current = null;
        System.gc();
        return "ok";
    }
}

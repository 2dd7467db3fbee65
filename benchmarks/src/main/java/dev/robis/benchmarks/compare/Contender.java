package dev.robis.benchmarks.compare;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The director's side of a contender: its process, which computes only while it is asked to. */
final class Contender implements AutoCloseable {

    private final Peer peer;
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter requests;
    private final String version;

    private Contender(Peer peer, Process process) throws IOException {
        this.peer = peer;
        this.process = process;
        this.answers = process.inputReader();
        this.requests = process.outputWriter();
        this.version = answer();
    }

    /** @throws IOException if the process does not start, or ends at once */
    static Contender start(Peer peer, Workspace workspace, int threads, String python) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        peer.command(python, workspace.folder().toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        Map<String, String> environment = builder.environment();
        String number = Integer.toString(threads);
        environment.put("OMP_NUM_THREADS", number);
        environment.put("OPENBLAS_NUM_THREADS", number);
        environment.put("PYTHONUNBUFFERED", "1");
        environment.putIfAbsent("OMP_WAIT_POLICY", "passive");
        return new Contender(peer, builder.start());
    }

    /** Names and versions of what computes. */
    String version() {
        return version;
    }

    /**
     * Loads a stage and runs it until it is warm.
     *
     * @throws UnavailableException if the contender cannot take part, saying why
     */
    void prepare(String stage) throws IOException {
        require(ask("prepare " + stage));
    }

    /** One run of the prepared stage, on average over some. */
    Sample run(int times) throws IOException {
        String[] words = require(ask("run " + times)).split(" ", -1);
        return new Sample(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
    }

    /** Frees what the stage held. */
    void release() throws IOException {
        require(ask("release"));
    }

    private String require(String answer) throws UnavailableException {
        if (answer.startsWith("missing ") || answer.startsWith("failed ")) throw new UnavailableException(answer);
        return answer;
    }

    private String ask(String request) throws IOException {
        requests.write(request);
        requests.newLine();
        requests.flush();
        return answer();
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) throw new UnavailableException("failed: the process of " + peer + " has ended; see above");
        return line;
    }

    @Override
    public void close() throws IOException {
        requests.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

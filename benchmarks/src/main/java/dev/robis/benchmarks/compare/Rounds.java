package dev.robis.benchmarks.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the contenders of a stage in turns: in each round each of them once, the first one changing from round to round.
 * Short stages are repeated within a turn.
 *
 * @param contenders that could be started
 * @param rounds number of rounds
 */
record Rounds(Workspace workspace, Map<Peer, Contender> contenders, int rounds) {

    private static final double SHORTEST_TURN_MILLIS = 300;
    private static final int MOST_REPETITIONS = 500;

    /**
     * @param stage its key
     * @param tolerance of outputs, as a share of the largest
     */
    Measurement measure(String stage, List<Peer> peers, double tolerance) throws IOException {
        Measurement measurement = new Measurement();
        Map<Peer, Integer> repetitions = new EnumMap<>(Peer.class);
        for (Peer peer : peers)
            attempt(measurement, peer, () -> {
                Contender contender = contenders.get(peer);
                if (contender == null) throw new UnavailableException("missing its process, see above");
                contender.prepare(stage);
                double millis = contender.run(1).millis();
                repetitions.put(peer, (int) Math.max(1, Math.min(MOST_REPETITIONS, SHORTEST_TURN_MILLIS / millis)));
                measurement.samples().put(peer, new ArrayList<>());
            });
        List<Peer> order = new ArrayList<>(repetitions.keySet());
        for (int round = 0; round < rounds; round++, Collections.rotate(order, 1))
            for (Peer peer : order)
                if (measurement.has(peer))
                    attempt(measurement, peer, () -> measurement
                            .samples()
                            .get(peer)
                            .add(contenders.get(peer).run(repetitions.get(peer))));
        for (Peer peer : order)
            attempt(measurement, peer, () -> contenders.get(peer).release());
        compareOutputs(stage, tolerance, measurement);
        return measurement;
    }

    private interface Step {
        void run() throws IOException;
    }

    /** A contender that cannot go on is out of the stage, and the others go on. */
    private static void attempt(Measurement measurement, Peer peer, Step step) throws IOException {
        try {
            step.run();
        } catch (UnavailableException e) {
            measurement.unavailable().put(peer, e.getMessage());
            measurement.samples().remove(peer);
        }
    }

    private void compareOutputs(String stage, double tolerance, Measurement measurement) throws IOException {
        if (!measurement.has(Peer.ROBIS)) return;
        for (Peer peer : measurement.samples().keySet())
            if (peer != Peer.ROBIS)
                measurement
                        .agreements()
                        .put(
                                peer,
                                Agreement.of(
                                        workspace.output(stage, Peer.ROBIS), workspace.output(stage, peer), tolerance));
    }
}

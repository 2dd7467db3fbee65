package dev.robis.benchmarks.compare;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was found of a stage.
 *
 * @param samples of every contender that took part, one per round
 * @param unavailable why others did not
 * @param agreements of the peers' outputs with ours
 */
record Measurement(Map<Peer, List<Sample>> samples, Map<Peer, String> unavailable, Map<Peer, Agreement> agreements) {

    Measurement() {
        this(new EnumMap<>(Peer.class), new EnumMap<>(Peer.class), new EnumMap<>(Peer.class));
    }

    boolean has(Peer peer) {
        return samples.containsKey(peer);
    }

    /** Median time of a run. */
    double millis(Peer peer) {
        return Sample.median(samples.get(peer), Sample::millis);
    }

    /** Shortest time of a run. */
    double best(Peer peer) {
        return samples.get(peer).stream().mapToDouble(Sample::millis).min().orElseThrow();
    }

    Ratio ratio(Peer peer) {
        return Ratio.of(samples.get(Peer.ROBIS), samples.get(peer), Sample::millis);
    }

    Ratio cpuRatio(Peer peer) {
        return Ratio.of(samples.get(Peer.ROBIS), samples.get(peer), Sample::cpuMillis);
    }

    /** Whether something went wrong, other than that a peer is not installed. */
    boolean failed() {
        return unavailable.values().stream().anyMatch(reason -> reason.startsWith("failed"))
                || agreements.values().stream().anyMatch(agreement -> !agreement.holds());
    }
}

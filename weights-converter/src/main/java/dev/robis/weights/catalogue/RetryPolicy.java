package dev.robis.weights.catalogue;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to try again: pauses double from one failure to the next, and a random part keeps many machines from coming back
 * at the same moment.
 *
 * @param attempts in a row that may fail
 * @param pause before the second attempt
 * @param longest pause, and the longest one that a server may ask for
 * @param worthwhile bytes after which the failures before are forgotten: a line that breaks now and then gets there
 */
record RetryPolicy(int attempts, Duration pause, Duration longest, long worthwhile) {

    RetryPolicy {
        if (attempts < 1) throw new IllegalArgumentException("attempts must be at least 1, found " + attempts);
        if (worthwhile < 1) throw new IllegalArgumentException("worthwhile must be at least 1, found " + worthwhile);
    }

    static RetryPolicy standard() {
        return new RetryPolicy(6, Duration.ofSeconds(1), Duration.ofMinutes(2), 1 << 20);
    }

    /**
     * @param failures so far, at least 1
     * @return between half of the doubled pause and the whole of it
     */
    Duration pause(int failures, RandomGenerator random) {
        double whole = Math.min(Math.scalb((double) pause.toMillis(), failures - 1), longest.toMillis());
        return Duration.ofMillis(Math.round(whole * (1 + random.nextDouble()) / 2));
    }
}

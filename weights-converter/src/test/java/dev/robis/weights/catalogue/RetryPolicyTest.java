package dev.robis.weights.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    @Test
    void pausesDoubleUpToTheLongestAndNeverFallUnderHalf() {
        RetryPolicy policy = new RetryPolicy(5, Duration.ofMillis(100), Duration.ofSeconds(1), 1);
        Random random = new Random(1);
        long[] whole = {100, 200, 400, 800, 1000, 1000};
        for (int failures = 1; failures <= whole.length; failures++)
            for (int i = 0; i < 200; i++)
                assertThat(policy.pause(failures, random).toMillis())
                        .as("pause %d, seed 1", failures)
                        .isBetween(whole[failures - 1] / 2, whole[failures - 1]);
        assertThat(policy.pause(5_000, random)).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void pausesDifferFromOneMachineToTheNext() {
        Random random = new Random(1);
        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> RetryPolicy.standard().pause(3, random))
                        .distinct())
                .as("100 pauses between 2000 and 4000 ms, seed 1")
                .hasSizeGreaterThan(50);
    }

    @Test
    void aPolicyWithoutAttemptsIsRefused() {
        assertThatThrownBy(() -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO, 1))
                .hasMessageContaining("attempts must be at least 1, found 0");
        assertThatThrownBy(() -> new RetryPolicy(1, Duration.ZERO, Duration.ZERO, 0))
                .hasMessageContaining("worthwhile must be at least 1, found 0");
    }
}

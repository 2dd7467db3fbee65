package dev.robis.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.nn.testing.Golden;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rate of every schedule that the reference computed. */
class ScheduleGoldenTest {

    static Stream<Golden.Case> cases() {
        return Golden.cases("inp-train", found -> found.folder().endsWith("scheduler"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void ratesAreThoseOfTheReference(Golden.Case golden) throws Exception {
        JsonNode schedules =
                new ObjectMapper().readTree(golden.path("expected.json").toFile());
        assertThat(schedules).isNotEmpty();
        for (JsonNode stored : schedules) {
            WarmCosineSchedule schedule = new WarmCosineSchedule(
                    stored.get("start_warmup_value").asDouble(),
                    stored.get("base_value").asDouble(),
                    stored.get("final_value").asDouble(),
                    stored.get("warmup_iters").asLong(),
                    stored.get("total_iters").asLong());
            for (int step = 0; step < stored.get("lr").size(); step++)
                assertThat(schedule.rate(step))
                        .as("step %d of %s", step, schedule)
                        .isCloseTo(stored.get("lr").get(step).asDouble(), withinPercentage(1e-10));
        }
    }
}

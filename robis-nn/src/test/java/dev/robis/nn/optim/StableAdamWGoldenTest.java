package dev.robis.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.testing.Golden;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values after every step, and the moments after the last, against the reference. */
class StableAdamWGoldenTest {

    private static final String EXPECTED = "expected.safetensors";

    static Stream<Golden.Case> cases() {
        return Golden.cases("inp-train", found -> found.config().has("runs"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void stepsAreThoseOfTheReference(Golden.Case golden) throws Exception {
        try (SafetensorsFile input = golden.tensors("input.safetensors");
                SafetensorsFile expected = golden.tensors(EXPECTED)) {
            for (JsonNode run : golden.config().get("runs"))
                for (String tensor : new String[] {"w", "b"}) check(golden, run, tensor, input, expected);
        }
    }

    private static void check(
            Golden.Case golden, JsonNode run, String tensor, SafetensorsFile input, SafetensorsFile expected) {
        String name = run.get("name").asText();
        StableAdamW optimizer = new StableAdamW(
                run.get("betas").get(0).asDouble(),
                run.get("betas").get(1).asDouble(),
                run.get("eps").asDouble(),
                run.get("weight_decay").asDouble(),
                run.get("amsgrad").asBoolean(),
                run.path("clip_threshold").asDouble(1));
        float[] values = input.tensor("init/" + tensor).data();
        float[] gradients = input.tensor("grads/" + tensor).data();
        float[] after = expected.tensor(name + "/" + tensor).data();
        StableAdamW.Moments moments = new StableAdamW.Moments(values.length);
        for (int step = 0; step < gradients.length / values.length; step++) {
            int from = step * values.length;
            float[] gradient = Arrays.copyOfRange(gradients, from, from + values.length);
            optimizer.step(
                    FloatBuffer.wrap(values),
                    FloatBuffer.wrap(gradient),
                    1,
                    moments,
                    step + 1,
                    run.get("lr").asDouble());
            assertClose(
                    values,
                    Arrays.copyOfRange(after, from, from + values.length),
                    golden.tolerance(EXPECTED, name + "/" + tensor));
        }
        if (!tensor.equals("w")) return;
        compare(golden, expected, name + "/m", moments.first());
        compare(golden, expected, name + "/v", moments.second());
        compare(golden, expected, name + "/vmax", moments.largestSecond());
    }

    private static void compare(Golden.Case golden, SafetensorsFile expected, String name, float[] found) {
        if (expected.info(name).isPresent())
            assertClose(found, expected.tensor(name).data(), golden.tolerance(EXPECTED, name));
    }

    private static void assertClose(float[] found, float[] expected, double tolerance) {
        for (int i = 0; i < expected.length; i++)
            assertThat((double) found[i]).isCloseTo(expected[i], within(tolerance));
    }
}

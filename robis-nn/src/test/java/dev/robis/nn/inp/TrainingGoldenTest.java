package dev.robis.nn.inp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.testing.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses, gradients, clipping and optimiser steps against the reference. */
class TrainingGoldenTest {

    /** Its key half has a true gradient of zero; what is stored of it is rounding noise. */
    private static final String NOISE = "aggregation.0.attn.kv.bias";

    static Stream<Golden.Case> cases() {
        return Golden.cases("inp-train", found -> found.config().has("snapshots"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void parametersMoveAsTheReferencesDo(Golden.Case golden) throws Exception {
        JsonNode config = golden.config();
        JsonNode expected =
                new ObjectMapper().readTree(golden.path("expected.json").toFile());
        Set<Long> snapshots = new LinkedHashSet<>();
        config.get("snapshots").forEach(step -> snapshots.add(step.asLong()));
        try (SafetensorsFile input = start(golden, "input.safetensors");
                InpFormerTrainer trainer = trainer(golden)) {
            Tensor all = input.tensor("images");
            for (int step = 0; step < config.get("steps").asInt(); step++) {
                Tensor images = batch(all, step);
                if (step == 0) checkFirstStep(golden, trainer, images);
                StepReport report = trainer.step(images);
                assertThat(report.loss())
                        .isCloseTo(expected.get("loss").get(step).asDouble(), within(2e-5));
                assertThat(report.learningRate())
                        .isCloseTo(expected.get("lr").get(step).asDouble(), within(1e-15));
                assertThat(report.gradientNorm())
                        .isCloseTo(expected.get("grad_norm").get(step).asDouble(), within(1e-4));
                if (snapshots.contains(report.step())) checkParameters(golden, trainer.trained(), report.step());
            }
            checkMoments(golden, trainer.state());
        }
    }

    /** A case may share start and input with the case beside it that stores them. */
    private static SafetensorsFile start(Golden.Case golden, String file) throws Exception {
        if (golden.path(file).toFile().exists()) return golden.tensors(file);
        return cases().filter(other -> other.path(file).toFile().exists())
                .findFirst()
                .orElseThrow()
                .tensors(file);
    }

    private static InpFormerTrainer trainer(Golden.Case golden) throws Exception {
        JsonNode config = golden.config();
        TrainingPlan plan = new TrainingPlan(
                config.get("image").get(0).asInt(),
                config.get("total").asLong(),
                config.get("warmup").asLong(),
                config.get("base").asDouble(),
                config.get("final").asDouble(),
                config.get("weight_decay").asDouble(),
                config.get("max_grad_norm").asDouble());
        try (SafetensorsFile model = start(golden, "model_init.safetensors")) {
            return InpFormerTrainer.from(
                    GoldenModels.config(golden),
                    plan,
                    GoldenModels.encoder(model),
                    config.get("image").get(2).asInt(),
                    GoldenModels.trained(model));
        }
    }

    private static void checkFirstStep(Golden.Case golden, InpFormerTrainer trainer, Tensor images) throws Exception {
        JsonNode stored =
                golden.json().get("files").path("expected_step1.safetensors").path("tensors");
        if (stored.isMissingNode()) return;
        List<String> forward = new ArrayList<>();
        stored.fieldNames().forEachRemaining(name -> {
            if (name.startsWith("forward/de")) forward.add(name.substring("forward/".length()));
        });
        Map<String, Tensor> found = trainer.inspect(images, forward);
        for (String name : forward)
            golden.assertClose(
                    GoldenModels.like(found.get(name), stored.get("forward/" + name)),
                    "expected_step1.safetensors",
                    "forward/" + name);
        try (SafetensorsFile expected = golden.tensors("expected_step1.safetensors")) {
            stored.fieldNames().forEachRemaining(name -> {
                if (!name.startsWith("grad/")) return;
                double tolerance = golden.tolerance("expected_step1.safetensors", name);
                assertClose(name, found.get(name).data(), expected.tensor(name).data(), tolerance);
            });
        }
    }

    private static void checkParameters(Golden.Case golden, Map<String, Tensor> found, long step) throws Exception {
        JsonNode tolerances = golden.json()
                .get("parameter_differences_fp32_vs_fp64_over_all_tensors")
                .get("params_after_" + step);
        List<Double> differences = new ArrayList<>();
        try (SafetensorsFile expected = golden.tensors("expected_params_" + step + ".safetensors")) {
            for (String name : expected.names()) {
                String parameter = name.substring(name.indexOf('/') + 1);
                float[] a = found.get(parameter).data();
                float[] b = expected.tensor(name).data();
                for (int i = firstElement(parameter, a.length); i < a.length; i++)
                    differences.add((double) Math.abs(a[i] - b[i]));
            }
        }
        differences.sort(null);
        assertThat(differences.get(differences.size() - 1))
                .isLessThanOrEqualTo(tolerances.get("recommended_atol_for_all").asDouble());
        assertThat(differences.get((int) (differences.size() * 0.999)))
                .isLessThanOrEqualTo(
                        tolerances.get("recommended_atol_for_99_9_percent").asDouble());
    }

    private static void checkMoments(Golden.Case golden, Map<String, Tensor> state) throws Exception {
        try (SafetensorsFile expected = golden.tensors("expected_optimizer.safetensors")) {
            assertThat(expected.names()).isNotEmpty();
            for (String name : expected.names())
                assertClose(
                        name,
                        state.get(name.replaceFirst("^optimizer_", "")).data(),
                        expected.tensor(name).data(),
                        golden.tolerance("expected_optimizer.safetensors", name));
        }
    }

    private static void assertClose(String name, float[] found, float[] expected, double tolerance) {
        assertThat(found).as(name).hasSameSizeAs(expected);
        for (int i = firstElement(name, found.length); i < found.length; i++)
            assertThat((double) found[i]).as(name + " element " + i).isCloseTo(expected[i], within(tolerance));
    }

    private static int firstElement(String name, int length) {
        return name.endsWith(NOISE) ? length / 2 : 0;
    }

    private static Tensor batch(Tensor all, int step) {
        int[] shape = Arrays.copyOfRange(all.shape(), 1, all.shape().length);
        int length = all.data().length / all.shape()[0];
        return new Tensor(shape, Arrays.copyOfRange(all.data(), step * length, (step + 1) * length));
    }
}

package dev.robis.nn.inp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.robis.nn.graph.Scope;
import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.run.Session;
import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.testing.Golden;
import dev.robis.nn.vit.VitConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** The soft-mining loss and its scaled gradient, for every exponent the reference was run with. */
class LossGoldenTest {

    static Stream<Golden.Case> cases() {
        return Golden.cases(
                "inp-train",
                found -> found.json().at("/files/expected.safetensors/tensors").has("y3/loss"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void lossAndGradientsAreThoseOfTheReference(Golden.Case golden) throws Exception {
        try (SafetensorsFile input = golden.tensors("input.safetensors")) {
            JsonNode expected = golden.json().at("/files/expected.safetensors/tensors");
            int[] shape = input.tensor("en0").shape();
            int groups = input.names().size() / 2;
            for (String name : (Iterable<String>) expected::fieldNames) {
                if (!name.endsWith("/loss")) continue;
                String run = name.substring(0, name.indexOf('/'));
                check(golden, input, expected, run, shape, groups);
            }
        }
    }

    private static void check(
            Golden.Case golden, SafetensorsFile input, JsonNode expected, String run, int[] shape, int groups) {
        int width = shape[1];
        InpFormerConfig config = new InpFormerConfig(
                new VitConfig(width, 1, 1, 4, 1, 0, 1, 1e-6), List.of(0), List.of(List.of(0)), 1, 1);
        InpFormerGraph model = new InpFormerGraph(config, shape[0], shape[2] * shape[3]);
        SameDiff graph = SameDiff.create();
        Scope at = Scope.trainable(graph, MapTensorSource.of(Map.of(), "nothing"));
        List<SDVariable> encoded = new ArrayList<>();
        List<SDVariable> reconstructed = new ArrayList<>();
        List<String> variables = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            encoded.add(at.constant("en" + group, rows(input.tensor("en" + group))));
            reconstructed.add(graph.var("de" + group, OffHeap.of(rows(input.tensor("de" + group)))));
            variables.add("de" + group);
        }
        SDVariable loss = new AdaptiveCosineLoss(Double.parseDouble(run.substring(1)))
                .build(at, model, shape[0], encoded, reconstructed);
        graph.setLossVariables(loss.name());
        try (Session session = new Session(graph)) {
            Session.Gradients found = session.gradients(Map.of(), variables, List.of(loss.name()));
            golden.assertClose(
                    new Tensor(
                            new int[] {1},
                            OffHeap.tensor(found.outputs().get(loss.name())).data()),
                    "expected.safetensors",
                    run + "/loss");
            for (String variable : variables) {
                String name = run + "/grad_" + variable;
                golden.assertClose(
                        GoldenModels.like(OffHeap.tensor(found.byVariable().get(variable)), expected.get(name)),
                        "expected.safetensors",
                        name);
            }
        }
    }

    /** Channels first to one row per position. */
    private static Tensor rows(Tensor features) {
        int[] shape = features.shape();
        int perImage = shape[2] * shape[3];
        Tensor rows = Tensor.zeros(shape[0] * perImage, shape[1]);
        for (int b = 0; b < shape[0]; b++)
            for (int c = 0; c < shape[1]; c++)
                for (int i = 0; i < perImage; i++)
                    rows.data()[(b * perImage + i) * shape[1] + c] = features.data()[(b * shape[1] + c) * perImage + i];
        return rows;
    }
}

package dev.robis.benchmarks.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.robis.benchmarks.SeededWeights;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.vit.Vit;
import dev.robis.nn.vit.VitConfig;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VitOnnxTest {

    private static final int GRID = 3, PATCH = 14, SIDE = GRID * PATCH;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1, 4", "2, 4", "2, 0"})
    void onnxRuntimeComputesWhatVitComputes(int batch, int registers) throws IOException, OrtException {
        VitConfig config = config(registers);
        SeededWeights weights = SeededWeights.of(config);
        Tensor images = SeededWeights.normal(1, batch, 3, SIDE, SIDE);
        Path file = folder.resolve("vit.onnx");
        VitOnnx.write(file, config, weights, 1, batch, SIDE);

        Tensor expected;
        try (Vit vit = Vit.open(config, weights, List.of(1), batch, SIDE, SIDE)) {
            expected = vit.tokens(images).get(0);
        }
        long[] shape = {batch, 3, SIDE, SIDE};
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString());
                OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(images.data()), shape);
                OrtSession.Result result = session.run(Map.of(VitOnnx.INPUT, input))) {
            OnnxTensor tokens = (OnnxTensor) result.get(VitOnnx.OUTPUT).orElseThrow();
            assertThat(tokens.getInfo().getShape()).containsExactly(batch, 1 + registers + GRID * GRID, 24);
            assertThat(tokens.getFloatBuffer().array()).containsExactly(expected.data(), Offset.offset(1e-5f));
        }
    }

    @Test
    void refusesInputsOfAnotherGrid() {
        VitConfig config = config(0);
        Path file = folder.resolve("vit.onnx");
        assertThatThrownBy(() -> VitOnnx.write(file, config, SeededWeights.of(config), 0, 1, 28))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a side of 42 pixels, found 28");
    }

    private static VitConfig config(int registers) {
        return new VitConfig(24, 3, 3, 4, PATCH, registers, GRID, 1e-6);
    }
}

package dev.robis.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.benchmarks.MatrixShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final MatrixShape SHAPE = new MatrixShape(1000, 1000, 1000);

    @TempDir
    Path folder;

    @Test
    void saysWhichPeersAreMissing() {
        assertThat(report().markdown())
                .contains("| 1000x1000x1000 | 20.0 | missing torch (Debian: python3-torch) | 40.0 |")
                .contains("| PyTorch | missing torch (Debian: python3-torch) |  |  |  | ≤ 0.65 |")
                .contains(
                        "| ONNX Runtime | 1.00 s | **2.00** (2.00 to 2.00) | **3.00** (3.00 to 3.00) | 1e-06 of 2.00 |");
    }

    @Test
    void takesTheFastestProductOfAnyoneAsPeak() {
        assertThat(report().peak()).isEqualTo(40);
        double share = 100 * Flops.encoder(Settings.full(2).inference()) / 2 / 40e9;
        assertThat(report().markdown()).contains("| 2.00 s | " + Math.round(share) + " % | ONNX Runtime |");
    }

    @Test
    void failsOnDifferingOutputsButNotOnMissingPeers() {
        Report report = report();
        assertThat(report.failed()).isFalse();
        report.stages().get(Stage.VIT).agreements().put(Peer.ONNX_RUNTIME, new Agreement(2, 0.1, 1e-3));
        assertThat(report.failed()).isTrue();
        assertThat(report.markdown()).contains("**differs**: 0.1 of 2.00");
    }

    @Test
    void keepsEverySampleAsJson() throws IOException {
        Path file = folder.resolve("compare.json");
        report().writeJson(file);
        JsonNode all = new ObjectMapper().readTree(file.toFile());
        JsonNode samples = all.at("/stages/vit/measurement/samples/ROBIS");
        assertThat(samples).hasSize(2);
        assertThat(samples.get(1).get("millis").asDouble()).isEqualTo(2000);
    }

    private static Report report() {
        Report report = new Report(Settings.full(2));
        Measurement product = new Measurement();
        product.samples().put(Peer.ROBIS, List.of(new Sample(100, 200), new Sample(200, 200)));
        product.samples().put(Peer.ONNX_RUNTIME, List.of(new Sample(50, 200)));
        product.unavailable().put(Peer.PYTORCH, "missing torch (Debian: python3-torch)");
        report.products().put(SHAPE, product);
        Measurement vit = new Measurement();
        vit.samples().put(Peer.ROBIS, List.of(new Sample(2000, 3000), new Sample(2000, 3000)));
        vit.samples().put(Peer.ONNX_RUNTIME, List.of(new Sample(1000, 1000), new Sample(1000, 1000)));
        vit.agreements().put(Peer.ONNX_RUNTIME, new Agreement(2, 1e-6, 1e-3));
        vit.unavailable().put(Peer.PYTORCH, "missing torch (Debian: python3-torch)");
        report.stages().put(Stage.VIT, vit);
        return report;
    }
}

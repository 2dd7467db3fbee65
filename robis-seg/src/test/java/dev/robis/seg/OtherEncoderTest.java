package dev.robis.seg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.testing.RandomWeights;
import dev.robis.nn.vit.Backbone;
import dev.robis.nn.vit.VitWeights;
import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.detector.EncoderWeights;
import dev.robis.seg.progress.TrainingListener;
import dev.robis.seg.result.Segmentation;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The facade over an encoder without registers and with another patch than DINOv2's, of random weights. */
class OtherEncoderTest {

    @TempDir
    Path folder;

    @Test
    void anEncoderOfAnotherFamilyIsTrainedOnAndOpenedByItsProperName() throws Exception {
        Backbone backbone = Backbone.named("dino_vit_small_16");
        SafetensorsWriter.write(
                folder.resolve("dino_vit_small_16.safetensors"),
                new RandomWeights(VitWeights.names(backbone.config()), 0.05, 1));
        RobisConfig config = RobisConfig.reference()
                .withEncoder("dino_small_16")
                .withInputSize(48)
                .withWindow(64)
                .withEpochs(1)
                .withBatchSize(2);
        EncoderWeights weights = EncoderWeights.in(folder);
        Bundle bundle = new RobisTrainer(config)
                .withWeights(weights)
                .train(TinyProduct.write(folder, 1, 1), folder.resolve("bundle"), TrainingListener.NONE);

        assertThat(bundle.model().encoder()).isEqualTo("dino_vit_small_16");
        try (AnomalySegmenter segmenter = AnomalySegmenter.open(Bundle.open(bundle.folder()), weights, 1)) {
            Segmentation found = segmenter.segment(TinyProduct.good(3));
            assertThat(found.score()).isFinite();
            assertThat(found.anomalyMap().width).isEqualTo(TinyProduct.WIDTH);
        }
        assertThatThrownBy(() -> new RobisTrainer(config.withEncoder("mae_vit_base_16"))
                        .withWeights(EncoderWeights.file(folder.resolve("dino_vit_small_16.safetensors")))
                        .train(TinyProduct.write(folder, 1, 1), folder.resolve("other"), TrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cls_token: expected [1, 1, 768], found [1, 1, 384]")
                .hasMessageContaining("choose that encoder");
    }
}

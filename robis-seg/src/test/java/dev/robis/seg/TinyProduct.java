package dev.robis.seg;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.nn.inp.InpFormer;
import dev.robis.nn.inp.InpFormerTrainer;
import dev.robis.nn.inp.TrainingPlan;
import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.config.Protocol;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.detector.Detector;
import dev.robis.seg.detector.EncoderWeights;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.InputTransform;
import dev.robis.seg.inp.InpFormerDetector;
import dev.robis.seg.inp.InpFormerKind;
import dev.robis.seg.map.AnomalyMapper;
import dev.robis.seg.map.GaussianBlur;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/** A product small enough to be learned in seconds: stripes with noise, four tiles an image, the embedded encoder. */
public final class TinyProduct {

    public static final String CATEGORY = "stripes";
    public static final int WIDTH = 100;
    public static final int HEIGHT = 80;

    private TinyProduct() {}

    /** Two epochs, three tiles a step. */
    public static RobisConfig config() {
        return RobisConfig.reference()
                .withEncoder("robis_vit_tiny_14")
                .withInputSize(56)
                .withWindow(64)
                .withEpochs(2)
                .withBatchSize(3);
    }

    /**
     * Writes a data set in the layout of MVTec AD 2.
     *
     * @param train number of training images; four tiles each
     * @param validation number of validation images
     */
    public static Dataset write(Path root, int train, int validation) throws IOException {
        Path folder = root.resolve(CATEGORY);
        for (int i = 0; i < train; i++) ImageFiles.writePng(folder.resolve("train/good/" + i + ".png"), good(i));
        for (int i = 0; i < validation; i++)
            ImageFiles.writePng(folder.resolve("validation/good/" + i + ".png"), good(100 + i));
        return Dataset.mvtecAd2(root, CATEGORY);
    }

    public static Planar<GrayU8> good(long seed) {
        return texture(seed, WIDTH, HEIGHT);
    }

    /** The same with a bright spot of 20 pixels. */
    public static Planar<GrayU8> bad(long seed) {
        Planar<GrayU8> image = good(seed);
        for (GrayU8 band : image.bands)
            for (int y = 30; y < 50; y++) for (int x = 40; x < 60; x++) band.set(x, y, 250 - (x * y) % 40);
        return image;
    }

    public static Planar<GrayU8> texture(long seed, int width, int height) {
        Random random = new Random(seed);
        Planar<GrayU8> image = new Planar<>(GrayU8.class, width, height, 3);
        for (int band = 0; band < 3; band++)
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++)
                    image.getBand(band).set(x, y, 60 + 20 * band + (x / 8 % 2) * 40 + random.nextInt(25));
        return image;
    }

    /**
     * A detector of the untrained model, as for {@link Protocol#REFERENCE}.
     *
     * @param batch tiles at once
     */
    public static Detector detector(RobisConfig config, int batch) throws IOException {
        int side = config.model().cropSize();
        try (TensorSource encoder = EncoderWeights.standard().open(config.encoder())) {
            Map<String, Tensor> initial;
            try (InpFormerTrainer trainer = InpFormerTrainer.start(
                    InpFormerKind.shape(config.model()),
                    TrainingPlan.reference(1, 1),
                    encoder,
                    side,
                    config.training().seed())) {
                initial = trainer.trained();
            }
            return new InpFormerDetector(
                    InpFormer.open(
                            InpFormerKind.shape(config.model()),
                            encoder,
                            MapTensorSource.of(initial, "an untrained model"),
                            side,
                            side,
                            batch),
                    new InputTransform(config.model().inputSize(), side),
                    new AnomalyMapper(
                            side,
                            side,
                            config.maps().mapSize(),
                            config.maps().mapSize(),
                            new GaussianBlur(2, 4, GaussianBlur.Border.ZERO)));
        }
    }
}

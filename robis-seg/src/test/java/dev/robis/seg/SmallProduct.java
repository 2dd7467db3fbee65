package dev.robis.seg;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.image.ImageFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** A product of a few small images and a configuration to match, for tests that train. */
final class SmallProduct {

    static final RobisConfig CONFIG = RobisConfig.defaults()
            .withEncoder("robis_vit_tiny_14")
            .withInputSize(56)
            .withWindow(64)
            .withMapSize(32)
            .withBatchSize(3)
            .withEpochs(2);

    private SmallProduct() {}

    /** Six training and three validation images of 100x70 pixels: four tiles each. */
    static Dataset write(Path root) throws IOException {
        for (int i = 0; i < 6; i++) ImageFiles.writePng(root.resolve("tile/train/good/" + i + ".png"), image(i));
        for (int i = 0; i < 3; i++)
            ImageFiles.writePng(root.resolve("tile/validation/good/" + i + ".png"), image(100 + i));
        return Dataset.mvtecAd2(root, "tile");
    }

    static Planar<GrayU8> image(long seed) {
        return image(seed, 100, 70);
    }

    /** Stripes with noise. */
    static Planar<GrayU8> image(long seed, int width, int height) {
        Random random = new Random(seed);
        Planar<GrayU8> image = new Planar<>(GrayU8.class, width, height, 3);
        int phase = random.nextInt(8);
        for (int band = 0; band < 3; band++)
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++)
                    image.getBand(band).set(x, y, 90 + 20 * band + ((x + y + phase) / 4 % 2) * 60 + random.nextInt(20));
        return image;
    }
}

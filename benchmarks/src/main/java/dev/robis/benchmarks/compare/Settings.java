package dev.robis.benchmarks.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.benchmarks.NetworkShapes;
import dev.robis.nn.inp.InpFormerConfig;
import dev.robis.nn.sam.SamConfig;
import dev.robis.nn.vit.VitConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What is compared; every contender reads it from the same file.
 *
 * @param threads that each contender may use
 * @param inference the anomaly model that encodes a tile
 * @param training the anomaly model that is trained
 * @param sam the Segment Anything model
 * @param photo the image that is cut into tiles, and how
 * @param wholeImage name of the encoder of the comparison from image to mask, at the side of {@code inference}
 */
record Settings(int threads, Network inference, Network training, SamConfig sam, Photo photo, String wholeImage) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * An anomaly model and its input.
     *
     * @param side pixels
     * @param batch images per call
     */
    record Network(InpFormerConfig model, int side, int batch) {

        /** With positions for exactly this side, so that none of the contenders resizes them. */
        static Network of(String size, int side, int batch) {
            InpFormerConfig official = NetworkShapes.anomalyModel(size);
            VitConfig encoder = official.encoder();
            VitConfig fitted = new VitConfig(
                    encoder.width(),
                    encoder.depth(),
                    encoder.heads(),
                    encoder.mlpRatio(),
                    encoder.patch(),
                    encoder.registers(),
                    side / encoder.patch(),
                    encoder.layerNormEpsilon());
            return new Network(
                    new InpFormerConfig(
                            fitted,
                            official.targetLayers(),
                            official.groups(),
                            official.decoders(),
                            official.prototypes()),
                    side,
                    batch);
        }
    }

    /**
     * An image and its tiles.
     *
     * @param width pixels
     * @param height pixels
     * @param window side of a tile, pixels
     * @param overlap share of a tile that the next one covers again
     * @param mapSide side of a tile's anomaly map, pixels
     */
    record Photo(int width, int height, int window, double overlap, int mapSide) {}

    private static final Photo PHOTO = new Photo(2448, 2048, 1024, 0.1, 256);

    /** The sizes of the published method. */
    static Settings full(int threads) {
        return new Settings(
                threads,
                Network.of("base", 518, 1),
                Network.of("small", 518, 8),
                SamConfig.vitB(),
                PHOTO,
                NetworkShapes.encoder("base"));
    }

    /** Everything small, to see in a minute whether all contenders work. */
    static Settings small(int threads) {
        SamConfig.Encoder encoder = new SamConfig.Encoder(192, 4, 3, 4, 14, List.of(1, 3), 1e-6);
        return new Settings(
                threads,
                Network.of("small", 224, 1),
                Network.of("small", 112, 2),
                new SamConfig(512, 16, 256, 16, encoder, SamConfig.vitB().decoder()),
                PHOTO,
                NetworkShapes.encoder("small"));
    }

    void write(Path file) throws IOException {
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), this);
    }

    static Settings read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Settings.class);
    }
}

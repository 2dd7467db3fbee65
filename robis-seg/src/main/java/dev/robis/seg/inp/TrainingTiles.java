package dev.robis.seg.inp;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.nn.tensor.Tensor;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.config.TrainingConfig;
import dev.robis.seg.detector.Sha256;
import dev.robis.seg.image.ExposureAugmentation;
import dev.robis.seg.image.ImageSize;
import dev.robis.seg.image.InputTransform;
import dev.robis.seg.image.PillowResize;
import dev.robis.seg.image.ShotAugmentation;
import dev.robis.seg.score.RecordFile;
import dev.robis.seg.score.TileSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The tiles of a training run, resized once and kept in a file, so that neither memory nor decoding time grows with
 * the number of epochs. A batch depends on seed and epoch alone. Safe for concurrent reading.
 */
final class TrainingTiles implements AutoCloseable {

    private static final int BANDS = 3;
    private static final int TILES_AHEAD = 4;
    private static final RandomGeneratorFactory<RandomGenerator> RANDOM = RandomGeneratorFactory.of("L64X128MixRandom");

    private final int side;
    private final TrainingConfig training;
    private final InputTransform transform;
    private final RecordFile records;
    private final String fingerprint;

    private TrainingTiles(RobisConfig config, RecordFile records, String fingerprint) {
        this.side = config.model().inputSize();
        this.training = config.training();
        this.transform = new InputTransform(side, config.model().cropSize());
        this.records = records;
        this.fingerprint = fingerprint;
    }

    /** @param shots whether each tile is of a few-shot training, and becomes {@link ShotAugmentation#IMAGES} */
    static TrainingTiles prepare(RobisConfig config, TileSource<String> source, boolean shots, Path folder)
            throws IOException {
        int side = config.model().inputSize();
        MessageDigest digest = Sha256.digest();
        RecordFile records = new RecordFile(folder, BANDS * side * side);
        try {
            source.ahead(TILES_AHEAD).forEach(tile -> {
                Planar<GrayU8> pixels = tile.pixels();
                Planar<GrayU8> resized = new PillowResize(
                                new ImageSize(pixels.width, pixels.height), new ImageSize(side, side))
                        .apply(pixels);
                digest.update(tile.place().getBytes(StandardCharsets.UTF_8));
                for (Planar<GrayU8> image : shots ? ShotAugmentation.apply(resized) : List.of(resized)) {
                    byte[] bytes = bytes(image);
                    digest.update(bytes);
                    records.append(bytes);
                }
            });
        } catch (IOException | RuntimeException e) {
            records.close();
            throw e;
        }
        return new TrainingTiles(config, records, HexFormat.of().formatHex(digest.digest()));
    }

    private static byte[] bytes(Planar<GrayU8> image) {
        int plane = image.width * image.height;
        byte[] bytes = new byte[BANDS * plane];
        for (int band = 0; band < BANDS; band++)
            System.arraycopy(image.getBand(band).data, image.getBand(band).startIndex, bytes, band * plane, plane);
        return bytes;
    }

    int count() {
        return records.count();
    }

    /** Digest of all names and pixels: the same tiles have the same. */
    String fingerprint() {
        return fingerprint;
    }

    /** The order of the tiles in an epoch. */
    int[] order(int epoch) {
        RandomGenerator random = random(epoch, -1);
        int[] order = new int[count()];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /**
     * @param numbers of the tiles, a part of {@link #order}
     * @return {@code [numbers, 3, cropSize, cropSize]}, augmented and normalised
     */
    Tensor batch(int epoch, int[] numbers) {
        Tensor images = Tensor.zeros(numbers.length, BANDS, transform.cropSize(), transform.cropSize());
        for (int i = 0; i < numbers.length; i++)
            transform.write(image(numbers[i]), augmentation(epoch, numbers[i]), images.data(), i * transform.length());
        return images;
    }

    private UnaryOperator<Planar<GrayU8>> augmentation(int epoch, int tile) {
        if (!training.augment()) return UnaryOperator.identity();
        RandomGenerator random = random(epoch, tile);
        return image -> ExposureAugmentation.REFERENCE.apply(image, random);
    }

    private Planar<GrayU8> image(int index) {
        try {
            byte[] bytes = records.read(index);
            Planar<GrayU8> image = new Planar<>(GrayU8.class, side, side, BANDS);
            for (int band = 0; band < BANDS; band++)
                System.arraycopy(bytes, band * side * side, image.getBand(band).data, 0, side * side);
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A generator of its own for every purpose, so that a resumed run draws what the unbroken one would have. */
    private RandomGenerator random(int epoch, int tile) {
        long mixed = training.seed();
        mixed = mixed * 0x9E3779B97F4A7C15L + epoch + 1;
        mixed = mixed * 0xC2B2AE3D27D4EB4FL + tile + 2;
        return RANDOM.create(mixed);
    }

    @Override
    public void close() {
        records.close();
    }
}

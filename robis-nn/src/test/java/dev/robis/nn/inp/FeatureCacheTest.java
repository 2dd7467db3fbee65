package dev.robis.nn.inp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.testing.RandomWeights;
import dev.robis.nn.vit.VitConfig;
import dev.robis.nn.vit.VitWeights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on cached features is the same training. */
class FeatureCacheTest {

    private static final int BATCH = 2;
    private static final int IMAGES = 4;
    private static final int EPOCHS = 3;
    private static final int SIDE = 28;
    private static final InpFormerConfig CONFIG = new InpFormerConfig(
            new VitConfig(8, 3, 2, 4, 14, 1, 2, 1e-6), List.of(1, 2), List.of(List.of(0), List.of(1)), 2, 3);
    private static final long ROOMY = 1 << 20;

    /** Three arrays of 4 patches and 8 channels, and a checksum. */
    private static final long RECORD = 3 * 4 * 8 * Float.BYTES + Long.BYTES;

    @TempDir
    Path folder;

    /** Losses step by step, and how often pixels were asked for. */
    private record Course(List<Double> losses, int encoded) {}

    private interface Between {
        void epochs(int done) throws IOException;
    }

    private static Course train(FeatureCache cache, Between between) throws IOException {
        List<Double> losses = new ArrayList<>();
        int[] encoded = new int[1];
        RandomWeights encoder = new RandomWeights(VitWeights.names(CONFIG.encoder()), 0.3, 7);
        TrainingPlan plan = TrainingPlan.reference(BATCH, (long) EPOCHS * IMAGES / BATCH);
        try (InpFormerTrainer trainer = InpFormerTrainer.start(CONFIG, plan, encoder, SIDE, 1)) {
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                for (int from = 0; from < IMAGES; from += BATCH) {
                    int[] numbers = {from + epoch % 2, from + (epoch + 1) % 2};
                    losses.add(trainer.step(
                                    numbers,
                                    () -> {
                                        encoded[0]++;
                                        return pixels(numbers);
                                    },
                                    cache)
                            .loss());
                }
                between.epochs(epoch + 1);
            }
        }
        return new Course(losses, encoded[0]);
    }

    private static Tensor pixels(int[] numbers) {
        Tensor images = Tensor.zeros(BATCH, 3, SIDE, SIDE);
        int length = 3 * SIDE * SIDE;
        for (int i = 0; i < BATCH; i++) {
            Random random = new Random(numbers[i]);
            for (int p = 0; p < length; p++) images.data()[i * length + p] = (float) random.nextGaussian();
        }
        return images;
    }

    private Course uncached() throws IOException {
        try (FeatureCache cache = new FeatureCache(folder, 0)) {
            Course course = train(cache, done -> assertThat(cache.size()).isZero());
            assertThat(course.encoded()).isEqualTo(EPOCHS * IMAGES / BATCH);
            return course;
        }
    }

    /** But for rounding: on some processors it depends on the place of an image in its batch, which the order of epochs changes. */
    private static void assertSame(List<Double> losses, List<Double> expected) {
        assertThat(losses).hasSameSizeAs(expected);
        for (int i = 0; i < losses.size(); i++)
            assertThat(losses.get(i)).as("step %d", i).isCloseTo(expected.get(i), within(1e-4 * expected.get(i)));
    }

    @Test
    void encodesEachImageOnceAndTrainsTheSame() throws IOException {
        try (FeatureCache cache = new FeatureCache(folder, ROOMY)) {
            Course course = train(cache, done -> assertThat(cache.holds(new int[] {0, 1, 2, 3}))
                    .isTrue());
            assertSame(course.losses(), uncached().losses());
            assertThat(course.encoded()).isEqualTo(IMAGES / BATCH);
        }
    }

    @Test
    void keepsToItsBound() throws IOException {
        try (FeatureCache cache = new FeatureCache(folder, 2 * RECORD)) {
            Course course = train(cache, done -> assertThat(cache.size()).isEqualTo(2 * RECORD));
            assertSame(course.losses(), uncached().losses());
            assertThat(course.encoded()).isEqualTo(1 + EPOCHS);
        }
    }

    @Test
    void encodesAnewWhatIsDamagedOnDisk() throws IOException {
        Path file = folder.resolve("cache");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try (FeatureCache cache = new FeatureCache(channel, ROOMY)) {
            Course course = train(cache, done -> {
                if (done == 1) channel.write(ByteBuffer.wrap(new byte[] {1}), 3 * RECORD + 5);
                if (done == 2) channel.truncate(RECORD);
            });
            assertSame(course.losses(), uncached().losses());
            assertThat(course.encoded()).isEqualTo(2 + 1 + 2);
        }
    }

    @Test
    void refusesWhatCannotBe() throws IOException {
        assertThatThrownBy(() -> new FeatureCache(folder, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size of the feature cache must not be negative, found -1");
        assertThat(folder).isEmptyDirectory();
    }
}

package dev.robis.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damage at random: a file opens and reads to its end, or is refused as malformed; nothing else happens. */
@Timeout(120)
class SafetensorsFuzzTest {

    private static final int SEEDS = 6000;

    @TempDir
    Path folder;

    private byte[] valid;

    @BeforeEach
    void write() throws Exception {
        Path path = folder.resolve("valid.safetensors");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("a.weight", Tensor.zeros(3, 4));
        tensors.put("b", Tensor.zeros());
        tensors.put("c", Tensor.zeros(0, 2));
        SafetensorsWriter.write(path, tensors, Map.of("key", "value"));
        valid = Files.readAllBytes(path);
    }

    @Test
    void damageIsRefusedOrHarmless() {
        int refused = 0;
        for (long seed = 0; seed < SEEDS; seed++) if (isRefused(damaged(seed), seed)) refused++;
        assertThat(refused).isBetween(SEEDS / 3, SEEDS - 1);
    }

    @Test
    void everyTruncationIsRefused() {
        for (int length = 0; length < valid.length; length++)
            assertThat(isRefused(Arrays.copyOf(valid, length), length))
                    .as("length %d", length)
                    .isTrue();
    }

    private byte[] damaged(long seed) {
        Random random = new Random(seed);
        byte[] bytes = random.nextInt(8) == 0 ? Arrays.copyOf(valid, random.nextInt(valid.length + 16)) : valid.clone();
        if (bytes.length == 0) return bytes;
        for (int flips = random.nextInt(4); flips >= 0; flips--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = switch (random.nextInt(3)) {
                case 0 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
                case 1 -> (byte) random.nextInt(256);
                default -> (byte) "0123456789[]{}\",:-eE.\\".charAt(random.nextInt(22));
            };
        }
        return bytes;
    }

    private static boolean isRefused(byte[] bytes, long seed) {
        try (SafetensorsFile file = SafetensorsFile.of(ByteBuffer.wrap(bytes), "seed " + seed)) {
            for (String name : file.names()) file.tensor(name);
            return false;
        } catch (MalformedTensorFileException e) {
            return true;
        } catch (Exception | Error e) {
            return fail("seed " + seed, e);
        }
    }
}

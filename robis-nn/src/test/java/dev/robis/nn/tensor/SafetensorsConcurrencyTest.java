package dev.robis.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many readers of one file, and its end among them. */
@Timeout(60)
class SafetensorsConcurrencyTest {

    private static final int READERS = 6;
    private static final int LENGTH = 50_000;

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newFixedThreadPool(READERS);
    private Path path;

    @BeforeEach
    void write() throws Exception {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < READERS; i++) {
            float[] data = new float[LENGTH];
            Arrays.fill(data, i);
            tensors.put("t" + i, new Tensor(new int[] {LENGTH}, data));
        }
        path = folder.resolve("shared.safetensors");
        SafetensorsWriter.write(path, MapTensorSource.of(tensors, "test"), DType.F16);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void readersDoNotDisturbEachOther() throws Exception {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            List<Callable<Void>> readers = new ArrayList<>();
            for (int reader = 0; reader < READERS; reader++) {
                int index = reader;
                readers.add(() -> {
                    for (int round = 0; round < 100; round++) readAndCheck(file, (index + round) % READERS);
                    return null;
                });
            }
            for (Future<Void> reader : threads.invokeAll(readers)) reader.get();
        }
    }

    @Test
    void closingEndsReadersWithAClearError() throws Exception {
        for (int round = 0; round < 20; round++) {
            SafetensorsFile file = SafetensorsFile.open(path);
            CountDownLatch reading = new CountDownLatch(READERS);
            List<Future<Throwable>> ends = new ArrayList<>();
            for (int reader = 0; reader < READERS; reader++) {
                int index = reader;
                ends.add(threads.submit(() -> readUntilItEnds(file, index, reading)));
            }
            reading.await();
            file.close();
            for (Future<Throwable> end : ends)
                assertThat(end.get()).isInstanceOf(IllegalStateException.class).hasMessage(path + " is closed");
        }
    }

    private static Throwable readUntilItEnds(SafetensorsFile file, int index, CountDownLatch reading) {
        try {
            while (true) {
                readAndCheck(file, index);
                reading.countDown();
            }
        } catch (RuntimeException | AssertionError e) {
            return e;
        }
    }

    private static void readAndCheck(SafetensorsFile file, int index) {
        for (float value : file.tensor("t" + index).data()) if (value != index) throw new AssertionError(value);
    }
}

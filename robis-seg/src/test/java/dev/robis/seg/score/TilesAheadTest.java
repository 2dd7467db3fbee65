package dev.robis.seg.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TilesAheadTest {

    private static final Planar<GrayU8> TILE = new Planar<>(GrayU8.class, 1, 1, 3);

    private static TileSource<String> counting(int count) {
        return consumer -> {
            for (int i = 0; i < count; i++) consumer.accept(new Placed<>("tile " + i, TILE));
        };
    }

    @Test
    void tilesComeInOrderInTheCallersThread() throws IOException {
        List<String> names = new ArrayList<>();
        Thread caller = Thread.currentThread();
        counting(50).ahead(3).forEach(tile -> {
            assertThat(Thread.currentThread()).isSameAs(caller);
            names.add(tile.place());
        });
        assertThat(names)
                .isEqualTo(IntStream.range(0, 50).mapToObj(i -> "tile " + i).toList());
    }

    @Test
    void noMoreThanThatManyWait() throws IOException {
        AtomicInteger read = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        TileSource<String> source = consumer -> {
            for (int i = 0; i < 30; i++) {
                assertThat(read.incrementAndGet() - taken.get())
                        .isLessThanOrEqualTo(2 + 2); // waiting, and in two hands
                consumer.accept(new Placed<>("", TILE));
            }
        };
        source.ahead(2).forEach(tile -> taken.incrementAndGet());
        assertThat(taken.get()).isEqualTo(30);
    }

    @Test
    void whatReadingFailsWithIsToldAfterTheTilesBefore() {
        List<String> names = new ArrayList<>();
        TileSource<String> broken = consumer -> {
            counting(2).forEach(consumer);
            throw new IOException("the third is broken");
        };
        assertThatThrownBy(() -> broken.ahead(3).forEach(tile -> names.add(tile.place())))
                .isInstanceOf(IOException.class)
                .hasMessage("the third is broken");
        assertThat(names).containsExactly("tile 0", "tile 1");
    }

    @Test
    void readingStopsWhenTheConsumerFails() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        TileSource<String> endless = consumer -> {
            try {
                while (true) consumer.accept(new Placed<>("", TILE));
            } catch (CancellationException e) {
                stopped.countDown();
                throw e;
            }
        };
        assertThatThrownBy(() -> endless.ahead(3).forEach(tile -> {
                    throw new IOException("full");
                }))
                .hasMessage("full");
        stopped.await();
    }
}

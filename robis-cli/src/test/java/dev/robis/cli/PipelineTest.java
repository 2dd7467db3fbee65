package dev.robis.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PipelineTest {

    @Test
    void keepsTheOrderAndFinishes() throws IOException {
        List<String> written = new ArrayList<>();
        try (Pipeline<Integer, String, String> pipeline =
                new Pipeline<>(i -> "read " + i, text -> text + ", computed", written::add)) {
            for (int i = 0; i < 100; i++) pipeline.add(i);
            pipeline.finish();
            assertThat(written)
                    .isEqualTo(IntStream.range(0, 100)
                            .mapToObj(i -> "read " + i + ", computed")
                            .toList());
        }
    }

    @Test
    void allThreeStepsRunAtOnceAndNoMoreThanThreeItemsAreInWork() throws IOException {
        CountDownLatch all = new CountDownLatch(3); // each of the first three items waits in another step
        AtomicInteger inWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Pipeline<Integer, Integer, Integer> pipeline = new Pipeline<>(
                i -> {
                    most.accumulateAndGet(inWork.incrementAndGet(), Math::max);
                    if (i == 2) meet(all);
                    return i;
                },
                i -> {
                    if (i == 1) meet(all);
                    return i;
                },
                i -> {
                    if (i == 0) meet(all);
                    inWork.decrementAndGet();
                })) {
            for (int i = 0; i < 20; i++) pipeline.add(i);
            pipeline.finish();
        }
        assertThat(most.get()).isEqualTo(3);
    }

    private static void meet(CountDownLatch all) {
        all.countDown();
        try {
            all.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theFirstFailureIsToldAndNothingIsWrittenAfterIt() {
        List<Integer> written = Collections.synchronizedList(new ArrayList<>());
        try (Pipeline<Integer, Integer, Integer> pipeline = new Pipeline<>(
                i -> i,
                i -> {
                    if (i == 2) throw new IOException("two is broken");
                    return i;
                },
                written::add)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) pipeline.add(i);
                        pipeline.finish();
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessage("two is broken");
        }
        assertThat(written).doesNotContain(2, 3, 4).isSubsetOf(0, 1);
    }

    @Test
    void uncheckedFailuresStayWhatTheyAre() {
        try (Pipeline<Integer, Integer, Integer> pipeline = new Pipeline<>(
                i -> {
                    throw new IllegalArgumentException("no " + i);
                },
                i -> i,
                i -> {})) {
            assertThatThrownBy(() -> {
                        pipeline.add(7);
                        pipeline.finish();
                    })
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no 7");
        }
    }

    @Test
    void anInterruptedThreadStopsWaitingAndClosingStopsTheWork() throws InterruptedException {
        CountDownLatch computing = new CountDownLatch(1);
        List<Integer> written = Collections.synchronizedList(new ArrayList<>());
        List<Throwable> trouble = Collections.synchronizedList(new ArrayList<>());
        Thread caller = new Thread(() -> {
            try (Pipeline<Integer, Integer, Integer> pipeline = new Pipeline<>(
                    i -> i,
                    i -> {
                        computing.countDown();
                        try {
                            Thread.sleep(1_000_000);
                        } catch (InterruptedException e) {
                            throw new CancellationException("stopped");
                        }
                        return i;
                    },
                    written::add)) {
                for (int i = 0; i < 100; i++) pipeline.add(i);
            } catch (CancellationException | IOException e) {
                trouble.add(e);
            }
        });
        caller.start();
        computing.await();
        caller.interrupt();
        caller.join();
        assertThat(trouble).singleElement().isInstanceOf(CancellationException.class);
        assertThat(written).isEmpty();
    }
}

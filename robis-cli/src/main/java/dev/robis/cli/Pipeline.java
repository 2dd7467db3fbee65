package dev.robis.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Three steps at once: while one item is computed, the next is read and the one before is written. Each step takes the items
 * in their order, one at a time, in a thread of its own; more than three are never in work. After a failure nothing more is
 * computed or written. Used by one thread.
 *
 * @param <I> what comes in
 * @param <R> what is read
 * @param <C> what is computed
 */
final class Pipeline<I, R, C> implements AutoCloseable {

    private static final int IN_WORK = 3;

    /** One step. */
    interface Step<A, B> {
        B apply(A item) throws IOException;
    }

    /** The last step. */
    interface End<A> {
        void accept(A item) throws IOException;
    }

    private final Step<I, R> read;
    private final Step<R, C> compute;
    private final End<C> write;
    private final ExecutorService reading = thread("robis-read");
    private final ExecutorService computing = thread("robis-compute");
    private final ExecutorService writing = thread("robis-write");
    private final Semaphore places = new Semaphore(IN_WORK);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Pipeline(Step<I, R> read, Step<R, C> compute, End<C> write) {
        this.read = read;
        this.compute = compute;
        this.write = write;
    }

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Waits while too many items are in work.
     *
     * @throws IOException if an earlier item failed so
     * @throws CancellationException if this thread is interrupted
     */
    void add(I item) throws IOException {
        take(1);
        CompletableFuture.supplyAsync(() -> step(read, item), reading)
                .thenApplyAsync(found -> step(compute, found), computing)
                .thenAcceptAsync(
                        found -> step(
                                done -> {
                                    write.accept(done);
                                    return done;
                                },
                                found),
                        writing)
                .whenComplete((done, trouble) -> {
                    if (trouble != null) failure.compareAndSet(null, cause(trouble));
                    places.release();
                });
    }

    /**
     * Waits for all items.
     *
     * @throws IOException if one failed so
     * @throws CancellationException if this thread is interrupted
     */
    void finish() throws IOException {
        take(IN_WORK);
        places.release(IN_WORK);
    }

    private void take(int count) throws IOException {
        try {
            places.acquire(count);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException)
                    new CancellationException("interrupted while images were in work").initCause(e);
        }
        Throwable trouble = failure.get();
        if (trouble == null) return;
        places.release(count);
        if (trouble instanceof IOException io) throw io;
        if (trouble instanceof RuntimeException unchecked) throw unchecked;
        throw (Error) trouble;
    }

    private <A, B> B step(Step<A, B> step, A item) {
        if (failure.get() != null) throw new CancellationException("an earlier image failed");
        try {
            return step.apply(item);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Throwable cause(Throwable trouble) {
        Throwable cause = trouble;
        while ((cause instanceof CompletionException || cause instanceof UncheckedIOException)
                && cause.getCause() != null) cause = cause.getCause();
        return cause;
    }

    /** Stops: what is being written is finished, other items in work are left undone. Returns when no step runs any more. */
    @Override
    public void close() {
        reading.shutdownNow();
        computing.shutdownNow();
        writing.shutdown();
        boolean interrupted = Thread.interrupted();
        for (ExecutorService step : List.of(reading, computing, writing)) interrupted |= await(step);
        if (interrupted) Thread.currentThread().interrupt();
    }

    /** @return whether this thread was interrupted meanwhile */
    private static boolean await(ExecutorService step) {
        boolean interrupted = false;
        while (true)
            try {
                if (step.awaitTermination(1, TimeUnit.HOURS)) return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
    }
}

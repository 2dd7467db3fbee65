package dev.robis.weights.catalogue;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, read with a limit on silence: {@code HttpClient} has none, and a connection that died without
 * a word would be waited for for ever. At most one piece is in memory. For one reading thread.
 */
final class TimedBody implements BodySubscriber<TimedBody> {

    private final Duration stall;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();

    /** Bytes, or else the end, with the failure that made it one. */
    private record Event(@Nullable List<ByteBuffer> bytes, @Nullable Throwable failure) {}

    /**
     * @param stall longest time without a byte
     */
    TimedBody(Duration stall) {
        this.stall = stall;
    }

    /**
     * The next bytes.
     *
     * @return null at the end
     * @throws IOException if the connection breaks, or nothing comes for too long
     */
    @Nullable
    List<ByteBuffer> next() throws IOException, InterruptedException {
        subscription.join().request(1);
        Event event = events.poll(stall.toMillis(), TimeUnit.MILLISECONDS);
        if (event == null) throw new TransferException("no data arrived for " + stall.toMillis() / 1000.0 + " s");
        if (event.bytes != null) return event.bytes;
        if (event.failure == null) return null;
        throw new IOException(event.failure.getMessage(), event.failure);
    }

    /** Gives up what has not been read, and the connection with it. */
    void cancel() {
        subscription.join().cancel();
    }

    @Override
    public CompletionStage<TimedBody> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription.complete(given);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        events.add(new Event(bytes, null));
    }

    @Override
    public void onError(Throwable failure) {
        subscription.complete(new NoSubscription()); // in case it failed before it began
        events.add(new Event(null, failure));
    }

    @Override
    public void onComplete() {
        events.add(new Event(null, null));
    }

    private static final class NoSubscription implements Subscription {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }
}

package dev.robis.seg.score;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;

/**
 * Reads and cuts in a thread of its own while earlier tiles are in work; the consumer is called in the caller's.
 *
 * @param source of the tiles
 * @param most tiles that wait
 * @param <P> how a place is told
 */
record TilesAhead<P>(TileSource<P> source, int most) implements TileSource<P> {

    private sealed interface Item<P> permits Next, End {}

    private record Next<P>(Placed<P> tile) implements Item<P> {}

    /** @param trouble null if all went well */
    private record End<P>(Throwable trouble) implements Item<P> {}

    @Override
    public void forEach(Consumer<P> consumer) throws IOException {
        BlockingQueue<Item<P>> queue = new ArrayBlockingQueue<>(most);
        Thread reader = new Thread(() -> read(queue), "robis-tiles");
        reader.setDaemon(true);
        reader.start();
        try {
            Item<P> item = queue.take();
            for (; item instanceof Next<P> next; item = queue.take()) consumer.accept(next.tile);
            rethrow(((End<P>) item).trouble);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted between tiles").initCause(e);
        } finally {
            reader.interrupt();
        }
    }

    private void read(BlockingQueue<Item<P>> queue) {
        Throwable trouble = null;
        try {
            source.forEach(tile -> put(queue, new Next<>(tile)));
        } catch (IOException | RuntimeException | Error e) {
            trouble = e;
        }
        if (!Thread.currentThread().isInterrupted()) put(queue, new End<>(trouble));
    }

    private static <P> void put(BlockingQueue<Item<P>> queue, Item<P> item) {
        try {
            queue.put(item);
        } catch (InterruptedException e) { // nobody takes it any more
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    private static void rethrow(Throwable trouble) throws IOException {
        if (trouble == null) return;
        if (trouble instanceof IOException io) throw io;
        if (trouble instanceof RuntimeException unchecked) throw unchecked;
        throw (Error) trouble;
    }
}

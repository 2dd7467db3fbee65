package dev.robis.seg.score;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;

/**
 * Reads and cuts in a thread of its own while earlier tiles are in work; the consumer is called in the caller's.
 *
 * @param source of the tiles
 * @param most tiles that wait
 */
record TilesAhead(TileSource source, int most) implements TileSource {

    private sealed interface Item permits Next, End {}

    private record Next(String name, Planar<GrayU8> tile) implements Item {}

    /** @param trouble null if all went well */
    private record End(Throwable trouble) implements Item {}

    @Override
    public void forEach(Consumer consumer) throws IOException {
        BlockingQueue<Item> queue = new ArrayBlockingQueue<>(most);
        Thread reader = new Thread(() -> read(queue), "robis-tiles");
        reader.setDaemon(true);
        reader.start();
        try {
            Item item = queue.take();
            for (; item instanceof Next next; item = queue.take()) consumer.accept(next.name, next.tile);
            rethrow(((End) item).trouble);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted between tiles").initCause(e);
        } finally {
            reader.interrupt();
        }
    }

    private void read(BlockingQueue<Item> queue) {
        Throwable trouble = null;
        try {
            source.forEach((name, tile) -> put(queue, new Next(name, tile)));
        } catch (IOException | RuntimeException | Error e) {
            trouble = e;
        }
        if (!Thread.currentThread().isInterrupted()) put(queue, new End(trouble));
    }

    private static void put(BlockingQueue<Item> queue, Item item) {
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

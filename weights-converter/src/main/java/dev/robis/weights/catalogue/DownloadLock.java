package dev.robis.weights.catalogue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/**
 * One process, and in it one thread, at a time for a file. The lock is the operating system's on {@code FILE.lock},
 * which goes with the process however that ends; the file itself stays, since one that waits may have it open.
 */
final class DownloadLock {

    private static final long POLL_NANOS = 50_000_000;

    private DownloadLock() {}

    /** What is done under the lock. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    /**
     * Waits until the lock is there, and runs {@code action} under it. The wait does not end when the thread is
     * interrupted: to close the lock file of a thread that waits would release, by the rules of POSIX, the lock that
     * another thread of this process holds.
     *
     * @param file whose folder exists
     * @param waiting run once if there is something to wait for
     */
    static <T> T holding(Path file, Runnable waiting, Action<T> action) throws IOException {
        Path path = file.resolveSibling(file.getFileName() + ".lock");
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean told = false;
        boolean interrupted = false;
        while (!tryLock(channel)) {
            if (!told) waiting.run();
            told = true;
            interrupted |= Thread.interrupted();
            LockSupport.parkNanos(POLL_NANOS);
        }
        if (interrupted) Thread.currentThread().interrupt();
        try {
            return action.run();
        } finally {
            channel.close(); // releases the lock
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // another thread of this process has it
        }
    }
}

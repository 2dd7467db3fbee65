package dev.robis.nn.graph;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Keeps one thread's standard output quiet for a while: SameDiff prints a line for every operation that it
 * differentiates (ND4J 1.0.0-M2.1). What other threads print passes through.
 */
final class Silence {

    private Silence() {}

    static void during(Runnable work) {
        synchronized (Silence.class) {
            PrintStream before = System.out;
            Thread quiet = Thread.currentThread();
            OutputStream others = new OutputStream() {
                @Override
                public void write(int value) {
                    if (Thread.currentThread() != quiet) before.write(value);
                }
            };
            System.setOut(new PrintStream(others, true));
            try {
                work.run();
            } finally {
                System.setOut(before);
            }
        }
    }
}

package dev.robis.nn.graph.engine;

import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** The engine that runs graphs. Its native libraries are loaded when a network is first opened, which takes half a second. */
public final class Engine {

    private Engine() {}

    /** Whether arrays lie in the memory of the JVM's machine. */
    public static boolean onCpu() {
        return Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.NATIVE_CPU;
    }

    /** Threads that an operation is shared out to. */
    public static int threads() {
        return NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
    }

    /** Runs operations of the engine on the calling thread alone. */
    public static void singleThreaded(Runnable work) {
        NativeOps engine = NativeOpsHolder.getInstance().getDeviceNativeOps();
        int threads = engine.ompGetMaxThreads(); // of the calling thread, as what is set
        engine.setOmpNumThreads(1);
        try {
            work.run();
        } finally {
            engine.setOmpNumThreads(threads);
        }
    }

    /**
     * Begins to load it in a thread of its own and returns at once; a network that is opened meanwhile waits for it. For
     * programs that have other things to do first. A failure shows when a network is opened.
     */
    public static void prepare() {
        Thread loading = new Thread(Nd4j::getBackend, "robis-engine");
        loading.setDaemon(true);
        loading.setUncaughtExceptionHandler((thread, failure) -> {}); // met again by whoever needs the engine
        loading.start();
    }
}

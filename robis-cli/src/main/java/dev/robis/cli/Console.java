package dev.robis.cli;

import dev.robis.seg.progress.StageListener;
import dev.robis.seg.progress.TrainingListener;
import dev.robis.seg.progress.TrainingProgress;
import dev.robis.weights.catalogue.DownloadListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how long work goes: a bar on a terminal, a line now and then elsewhere. For one thread. */
final class Console {

    private static final long LINE_NANOS = 10_000_000_000L;

    private final PrintWriter messages;
    private final boolean terminal = System.console() != null;

    /**
     * @param messages where lines go
     */
    Console(PrintWriter messages) {
        this.messages = messages;
    }

    void say(String format, Object... values) {
        messages.printf(format + "%n", values);
        messages.flush();
    }

    /** Work that tells its progress while it runs. */
    interface Work<L, T> {
        T run(L listener) throws Exception;
    }

    /** Shows the training of a category. */
    <T> T training(String category, Work<TrainingListener, T> work) throws Exception {
        try (ProgressBar bar = bar("train " + category)) {
            long[] last = {0};
            return work.run(progress -> {
                String text = text(progress);
                if (bar != null) {
                    bar.maxHint(progress.steps());
                    bar.stepTo(progress.step());
                    bar.setExtraMessage(text);
                } else if (due(last, progress.step() == progress.steps()))
                    say(
                            "train %s: %s %d/%d, %s, %s left",
                            category,
                            ofImages(progress) ? "image" : "step",
                            progress.step(),
                            progress.steps(),
                            text,
                            clock(progress.remaining().toSeconds()));
            });
        }
    }

    private static boolean ofImages(TrainingProgress progress) {
        return Double.isNaN(progress.loss());
    }

    private static String text(TrainingProgress progress) {
        if (ofImages(progress)) return String.format("%.1f images/s", progress.imagesPerSecond());
        return String.format(
                "epoch %d/%d, loss %.4f, rate %.1e, %.1f tiles/s",
                progress.epoch(),
                progress.epochs(),
                progress.loss(),
                progress.learningRate(),
                progress.imagesPerSecond());
    }

    /** Shows a stage of a category. */
    <T> T stage(String name, String category, Work<StageListener, T> work) throws Exception {
        try (ProgressBar bar = bar(name + " " + category)) {
            long[] last = {System.nanoTime()};
            return work.run((done, total) -> {
                if (bar != null) {
                    bar.maxHint(total);
                    bar.stepTo(done);
                } else if (due(last, done == total))
                    say(total < 0 ? "%s %s: %d tiles" : "%s %s: %d of %d", name, category, done, total);
            });
        }
    }

    /** Shows the download of a file. */
    <T> T download(String name, Work<DownloadListener, T> work) throws Exception {
        try (ProgressBar bar = bytes("download " + name)) {
            return work.run(new Download(name, bar));
        }
    }

    private final class Download implements DownloadListener {

        private final String name;
        private final ProgressBar bar;
        private final long[] last = {System.nanoTime()};

        Download(String name, ProgressBar bar) {
            this.name = name;
            this.bar = bar;
        }

        @Override
        public void progress(long done, long total) {
            if (bar != null) {
                bar.maxHint(total);
                bar.stepTo(done);
            } else if (due(last, done == total))
                say(total < 0 ? "download %s: %.1f MB" : "download %s: %.1f of %.1f MB", name, done / 1e6, total / 1e6);
        }

        @Override
        public void retry(IOException failure, Duration pause) {
            String text = String.format("%s; trying again in %.1f s", failure.getMessage(), pause.toMillis() / 1e3);
            if (bar != null) bar.setExtraMessage(text);
            else say("download %s: %s", name, text);
        }

        @Override
        public void waiting(Path file) {
            say("download %s: somebody else is at it, waiting", name);
        }
    }

    private boolean due(long[] last, boolean finished) {
        long now = System.nanoTime();
        if (!finished && last[0] != 0 && now - last[0] < LINE_NANOS) return false;
        last[0] = now;
        return true;
    }

    private static String clock(long seconds) {
        return seconds >= 3600
                ? String.format("%d:%02d:%02d h", seconds / 3600, seconds / 60 % 60, seconds % 60)
                : String.format("%d:%02d min", seconds / 60, seconds % 60);
    }

    private ProgressBar bar(String name) {
        return build(new ProgressBarBuilder().setTaskName(name));
    }

    private ProgressBar bytes(String name) {
        return build(new ProgressBarBuilder().setTaskName(name).setUnit(" MB", 1_000_000));
    }

    /** Nothing where there is no terminal. */
    private ProgressBar build(ProgressBarBuilder bar) {
        if (!terminal) return null;
        return bar.setInitialMax(-1)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .build();
    }
}

package dev.robis.seg.inp;

import dev.robis.nn.inp.FeatureCache;
import dev.robis.nn.inp.InpFormerConfig;
import dev.robis.nn.inp.InpFormerTrainer;
import dev.robis.nn.inp.StepReport;
import dev.robis.nn.inp.TrainingPlan;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.config.Protocol;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.config.TrainingConfig;
import dev.robis.seg.progress.TrainingListener;
import dev.robis.seg.progress.TrainingProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The loop of one training: batches in, steps, checkpoints. The next batch is prepared while the present one is
 * learned. Not safe for concurrent use.
 */
final class TrainingRun {

    /** What a run ends with. */
    record Result(Map<String, Tensor> trained, int batchSize, long steps, double loss) {}

    private final InpFormerConfig network;
    private final int inputSize;
    private final TrainingConfig training;
    private final TrainingTiles tiles;
    private final Checkpoint checkpoint;
    private final Duration checkpointEvery;
    private final TrainingListener listener;
    private final int batchSize;
    private final int stepsPerEpoch;
    private final TrainingPlan plan;

    TrainingRun(
            RobisConfig config,
            TrainingTiles tiles,
            Checkpoint checkpoint,
            Duration checkpointEvery,
            TrainingListener listener) {
        this.network = InpFormerKind.shape(config.model());
        this.inputSize = config.model().cropSize();
        this.training = config.training();
        this.tiles = tiles;
        this.checkpoint = checkpoint;
        this.checkpointEvery = checkpointEvery;
        this.listener = listener;
        this.batchSize = Math.min(training.batchSize(), tiles.count());
        this.stepsPerEpoch = tiles.count() / batchSize;
        this.plan = plan(training, batchSize, (long) stepsPerEpoch * training.epochs());
    }

    /** In the reference a warm-up of 100 steps eats a short training; here it takes a tenth at most. */
    private static TrainingPlan plan(TrainingConfig training, int batchSize, long steps) {
        TrainingPlan reference = TrainingPlan.reference(batchSize, steps);
        return new TrainingPlan(
                batchSize,
                steps,
                training.protocol() == Protocol.REFERENCE
                        ? reference.warmupSteps()
                        : Math.min(reference.warmupSteps(), steps / 10),
                training.baseRate(),
                training.finalRate(),
                reference.weightDecay(),
                reference.maxGradientNorm());
    }

    /** @param cache of features, where tiles come again unchanged */
    Result run(TensorSource encoder, boolean resume, Optional<FeatureCache> cache) throws IOException {
        ExecutorService ahead = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "robis-training-batches");
            thread.setDaemon(true);
            return thread;
        });
        try {
            double lossSum = 0;
            InpFormerTrainer begun;
            if (resume)
                try (SafetensorsFile state = checkpoint.open()) { // closed before it is replaced, for Windows
                    lossSum = checkpoint.lossSum(state);
                    begun = InpFormerTrainer.resume(network, plan, encoder, inputSize, state);
                }
            else begun = InpFormerTrainer.start(network, plan, encoder, inputSize, training.seed());
            try (InpFormerTrainer trainer = begun) {
                return run(trainer, lossSum, cache, ahead);
            }
        } finally {
            ahead.shutdownNow();
        }
    }

    private Result run(InpFormerTrainer trainer, double lossSum, Optional<FeatureCache> cache, ExecutorService ahead)
            throws IOException {
        long first = trainer.steps();
        long began = System.nanoTime();
        long saved = began;
        double loss = lossSum / stepsPerEpoch;
        double sum = lossSum;
        Batch next = new Batch(first, cache, ahead);
        for (long step = first; step < plan.totalSteps(); step++) {
            Batch batch = next;
            if (step + 1 < plan.totalSteps()) next = new Batch(step + 1, cache, ahead);
            StepReport report = batch.learn(trainer);
            sum += report.loss();
            boolean epochEnds = (step + 1) % stepsPerEpoch == 0;
            if (epochEnds) {
                loss = sum / stepsPerEpoch;
                if (step + 1 < plan.totalSteps()) sum = 0;
            }
            if (epochEnds || System.nanoTime() - saved >= checkpointEvery.toNanos()) {
                checkpoint.write(trainer, sum);
                saved = System.nanoTime();
            }
            listener.onStep(progress(report, step, first, began));
        }
        return new Result(trainer.trained(), batchSize, plan.totalSteps(), loss);
    }

    /** The tiles of a step, prepared ahead unless their features are at hand. */
    private final class Batch {
        private final int epoch;
        private final int[] tileNumbers;
        private final Optional<FeatureCache> cache;
        private final Optional<CompletableFuture<Tensor>> images;

        Batch(long step, Optional<FeatureCache> cache, ExecutorService ahead) {
            this.epoch = Math.toIntExact(step / stepsPerEpoch);
            int from = Math.toIntExact(step % stepsPerEpoch) * batchSize;
            this.tileNumbers = Arrays.copyOfRange(tiles.order(epoch), from, from + batchSize);
            this.cache = cache;
            this.images = cache.isPresent() && cache.get().holds(tileNumbers)
                    ? Optional.empty()
                    : Optional.of(CompletableFuture.supplyAsync(this::prepare, ahead));
        }

        private Tensor prepare() {
            return tiles.batch(epoch, tileNumbers);
        }

        StepReport learn(InpFormerTrainer trainer) throws IOException {
            try {
                return cache.isEmpty() ? trainer.step(pixels()) : trainer.step(tileNumbers, this::pixels, cache.get());
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        private Tensor pixels() {
            if (images.isEmpty()) return prepare();
            try {
                return images.get().join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof UncheckedIOException unread) throw unread;
                throw e;
            }
        }
    }

    private TrainingProgress progress(StepReport report, long step, long first, long began) {
        double seconds = (System.nanoTime() - began) * 1e-9;
        double perSecond = (step + 1 - first) / seconds;
        return new TrainingProgress(
                Math.toIntExact(step / stepsPerEpoch) + 1,
                training.epochs(),
                step + 1,
                plan.totalSteps(),
                report.loss(),
                report.learningRate(),
                perSecond * batchSize,
                Duration.ofMillis((long) ((plan.totalSteps() - step - 1) / perSecond * 1000)));
    }
}

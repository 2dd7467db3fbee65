package dev.robis.nn.inp;

import dev.robis.nn.graph.Scope;
import dev.robis.nn.graph.engine.OffHeap;
import dev.robis.nn.graph.run.Session;
import dev.robis.nn.optim.StableAdamW;
import dev.robis.nn.optim.WarmCosineSchedule;
import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.vit.PatchGrid;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains the anomaly model, step by step: encode, backward through the trained half alone, clip, StableAdamW. On one machine, and
 * with one number of threads, the state after n steps depends on seed, plan and images alone, and {@link #resume} continues from it
 * exactly; elsewhere sums are rounded in another order, which the optimizer magnifies. Owns off-heap memory until closed. Not safe for
 * concurrent use.
 */
public final class InpFormerTrainer implements AutoCloseable {

    private static final double MINING = 3;
    private static final double COHERENCE_WEIGHT = 0.2;
    private static final String LOSS = "loss";
    private static final String FIRST = "exp_avg/";
    private static final String SECOND = "exp_avg_sq/";
    private static final String LARGEST = "max_exp_avg_sq/";
    private static final String MODEL = "model/";
    private static final String STEP = "step";

    private final TrainingPlan plan;
    private final WarmCosineSchedule schedule;
    private final StableAdamW optimizer;
    private final FrozenEncoder encoder;
    private final Session session;
    private final Map<String, List<Long>> names;
    private final Map<String, StableAdamW.Moments> moments = new LinkedHashMap<>();
    private long steps;

    private InpFormerTrainer(
            InpFormerConfig config, TrainingPlan plan, TensorSource encoder, int inputSize, TensorSource initial) {
        this.plan = plan;
        this.schedule =
                new WarmCosineSchedule(0, plan.baseRate(), plan.finalRate(), plan.warmupSteps(), plan.totalSteps());
        this.optimizer = StableAdamW.reference(plan.weightDecay());
        this.names = InpFormerWeights.names(config);
        InpFormerWeights.require(config, initial);
        PatchGrid patches = PatchGrid.of(inputSize, inputSize, config.encoder().patch());
        this.encoder = new FrozenEncoder(config, encoder, patches, plan.batch());
        this.session = new Session(build(config, patches, initial));
    }

    private SameDiff build(InpFormerConfig config, PatchGrid patches, TensorSource initial) {
        SameDiff graph = Scope.newGraph();
        Scope at = Scope.trainable(graph, initial);
        long rows = (long) plan.batch() * patches.count();
        int width = config.encoder().width();
        InpFormerGraph model = new InpFormerGraph(config, plan.batch(), patches.count());
        InpFormerGraph.Outputs outputs =
                model.build(at, graph.placeHolder(FrozenEncoder.FUSED, DataType.FLOAT, rows, width));
        List<SDVariable> encoded = new ArrayList<>();
        for (int group = 0; group < config.groups().size(); group++)
            encoded.add(graph.placeHolder(FrozenEncoder.group(group), DataType.FLOAT, rows, width));
        SDVariable reconstruction =
                new AdaptiveCosineLoss(MINING).build(at, model, plan.batch(), encoded, outputs.reconstructed());
        at.named(LOSS, reconstruction.add(outputs.coherence().mul(COHERENCE_WEIGHT)));
        graph.setLossVariables(LOSS);
        return graph;
    }

    /** Begins training from the reference's initialisation, drawn from the seed. */
    public static InpFormerTrainer start(
            InpFormerConfig config, TrainingPlan plan, TensorSource encoder, int inputSize, long seed) {
        return from(
                config,
                plan,
                encoder,
                inputSize,
                MapTensorSource.of(Initialisation.draw(config, seed), "seed " + seed));
    }

    /** Begins training from given tensors, with fresh moments. */
    public static InpFormerTrainer from(
            InpFormerConfig config, TrainingPlan plan, TensorSource encoder, int inputSize, TensorSource initial) {
        InpFormerTrainer trainer = new InpFormerTrainer(config, plan, encoder, inputSize, initial);
        trainer.names.forEach(
                (name, shape) -> trainer.moments.put(name, new StableAdamW.Moments(Math.toIntExact(elements(shape)))));
        return trainer;
    }

    /**
     * Continues from what {@link #state} gave.
     *
     * @throws IllegalArgumentException if the checkpoint lacks a tensor or has one of another shape
     */
    public static InpFormerTrainer resume(
            InpFormerConfig config, TrainingPlan plan, TensorSource encoder, int inputSize, TensorSource checkpoint) {
        Map<String, Tensor> model = new LinkedHashMap<>();
        Map<String, List<Long>> names = InpFormerWeights.names(config);
        for (String name : names.keySet()) model.put(name, checkpoint.tensor(MODEL + name));
        InpFormerTrainer trainer = new InpFormerTrainer(
                config, plan, encoder, inputSize, MapTensorSource.of(model, checkpoint.describe()));
        for (String name : names.keySet())
            trainer.moments.put(
                    name,
                    new StableAdamW.Moments(
                            checkpoint.tensor(FIRST + name).data(),
                            checkpoint.tensor(SECOND + name).data(),
                            checkpoint.tensor(LARGEST + name).data()));
        trainer.steps = (long) checkpoint.tensor(STEP).data()[0];
        return trainer;
    }

    /**
     * One step.
     *
     * @param images {@code [batch, 3, size, size]}, normalised. Not modified.
     * @throws ArithmeticException if the loss or the gradient is not finite; the weights are then as before the step
     */
    public StepReport step(Tensor images) {
        return learn(encoder.encode(images));
    }

    /**
     * One step, on images that may have been encoded before.
     *
     * @param numbers of the images in the cache, one for each of the batch
     * @param images as above; asked for where one of them is not in the cache
     * @throws ArithmeticException as above
     */
    public StepReport step(int[] numbers, Supplier<Tensor> images, FeatureCache cache) {
        if (numbers.length != plan.batch())
            throw new IllegalArgumentException(
                    "expected a batch of " + plan.batch() + " images, found " + numbers.length);
        if (cache.read(numbers, encoder.features())) return learn(encoder.features());
        Map<String, INDArray> features = encoder.encode(images.get());
        cache.write(numbers, features);
        return learn(features);
    }

    private StepReport learn(Map<String, INDArray> features) {
        Session.Gradients result = session.gradients(features, List.copyOf(names.keySet()), List.of(LOSS));
        double loss = result.outputs().get(LOSS).getDouble(0);
        Map<String, FloatBuffer> gradients = new LinkedHashMap<>();
        result.byVariable().forEach((name, gradient) -> gradients.put(name, OffHeap.elements(gradient)));
        double norm = norm(gradients);
        if (!Double.isFinite(loss) || !Double.isFinite(norm))
            throw new ArithmeticException("training diverged at step " + (steps + 1) + ": loss " + loss
                    + ", gradient norm " + norm + "; lower the learning rate or check the images");
        double rate = schedule.rate(steps);
        update(gradients, Math.min(1, plan.maxGradientNorm() / (norm + 1e-6)), rate);
        return new StepReport(steps, loss, rate, norm);
    }

    /** Added up in one order, whatever the number of threads: training goes the same way twice. */
    private static double norm(Map<String, FloatBuffer> gradients) {
        double sum = 0;
        double[] squares = gradients.values().parallelStream()
                .mapToDouble(InpFormerTrainer::squares)
                .toArray();
        for (double square : squares) sum += square;
        return Math.sqrt(sum);
    }

    private static double squares(FloatBuffer values) {
        double sum = 0;
        for (int i = values.position(); i < values.limit(); i++) sum += (double) values.get(i) * values.get(i);
        return sum;
    }

    private void update(Map<String, FloatBuffer> gradients, double clip, double rate) {
        steps++;
        gradients.entrySet().parallelStream().forEach(gradient -> {
            FloatBuffer values = OffHeap.elements(session.variable(gradient.getKey()));
            optimizer.step(values, gradient.getValue(), clip, moments.get(gradient.getKey()), steps, rate);
        });
    }

    /** Gradients of the loss at the present weights, before clipping, and any named values; for checking. */
    Map<String, Tensor> inspect(Tensor images, List<String> outputs) {
        Map<String, INDArray> features = encoder.encode(images);
        Session.Gradients result = session.gradients(features, List.copyOf(names.keySet()), outputs);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        result.byVariable().forEach((name, array) -> tensors.put("grad/" + name, OffHeap.tensor(array)));
        result.outputs().forEach((name, array) -> tensors.put(name, OffHeap.tensor(array)));
        return tensors;
    }

    /** Steps done so far, those before a resumption included. */
    public long steps() {
        return steps;
    }

    /** The trained tensors under the reference's names; copies. */
    public Map<String, Tensor> trained() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : names.keySet()) tensors.put(name, OffHeap.tensor(session.variable(name)));
        return tensors;
    }

    /** Everything that {@link #resume} needs: tensors, moments, step count. */
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        trained().forEach((name, tensor) -> {
            StableAdamW.Moments of = moments.get(name);
            state.put(MODEL + name, tensor);
            state.put(FIRST + name, new Tensor(tensor.shape(), of.first()));
            state.put(SECOND + name, new Tensor(tensor.shape(), of.second()));
            state.put(LARGEST + name, new Tensor(tensor.shape(), of.largestSecond()));
        });
        state.put(STEP, new Tensor(new int[] {1}, new float[] {steps}));
        return state;
    }

    private static long elements(List<Long> shape) {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    @Override
    public void close() {
        encoder.close();
        session.close();
    }
}

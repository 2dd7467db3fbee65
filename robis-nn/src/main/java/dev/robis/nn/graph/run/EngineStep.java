package dev.robis.nn.graph.run;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.factory.Nd4j;

/** An operation of the engine. */
public record EngineStep(DifferentialFunction op, OpContext context) implements Step {

    /** With what a context holds now; it is the engine's, which empties it after use. */
    static EngineStep copy(DifferentialFunction op, OpContext now) {
        OpContext own = Nd4j.getExecutioner().buildContext();
        own.setInputArrays(now.getInputArrays().toArray(INDArray[]::new));
        own.setOutputArrays(now.getOutputArrays().toArray(INDArray[]::new));
        own.setIArguments(
                now.getIArguments().stream().mapToLong(Long::longValue).toArray());
        own.setTArguments(
                now.getTArguments().stream().mapToDouble(Double::doubleValue).toArray());
        own.setDArguments(now.getDArguments().toArray(DataType[]::new));
        boolean[] flags = new boolean[now.numBArguments()];
        for (int i = 0; i < flags.length; i++) flags[i] = now.getBArguments().get(i);
        own.setBArguments(flags);
        return new EngineStep(op, own);
    }

    public static EngineStep of(CustomOp op, List<INDArray> inputs, INDArray output, long[] integers, double[] reals) {
        OpContext own = Nd4j.getExecutioner().buildContext();
        own.setInputArrays(inputs.toArray(INDArray[]::new));
        own.setOutputArrays(output);
        own.setIArguments(integers);
        own.setTArguments(reals);
        return new EngineStep((DifferentialFunction) op, own);
    }

    /** {@code output = factor x y + keep output}, or of either transposed; all may be windows of larger matrices. */
    public static EngineStep product(
            INDArray x,
            boolean firstTransposed,
            INDArray y,
            boolean secondTransposed,
            double factor,
            double keep,
            INDArray output) {
        long[] transposed = {firstTransposed ? 1 : 0, secondTransposed ? 1 : 0, 0};
        return of(new Mmul(), List.of(x, y), output, transposed, new double[] {factor, keep});
    }

    @Override
    public void run() {
        if (op instanceof CustomOp custom) Nd4j.exec(custom, context);
        else Nd4j.exec((Op) op, context);
    }

    @Override
    public List<Consumer<INDArray>> readersOf(INDArray array) {
        List<INDArray> inputs = context.getInputArrays();
        return IntStream.range(0, inputs.size())
                .filter(i -> inputs.get(i) == array)
                .<Consumer<INDArray>>mapToObj(i -> other -> context.setInputArray(i, other))
                .toList();
    }
}

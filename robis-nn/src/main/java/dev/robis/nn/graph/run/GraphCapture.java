package dev.robis.nn.graph.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.config.ExecutionResult;
import org.nd4j.autodiff.samediff.config.SDValue;
import org.nd4j.autodiff.samediff.internal.FrameIter;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.transforms.same.Identity;

/** Runs a graph once and takes down every operation. Straight graphs only: no branches, loops or lists. */
final class GraphCapture extends InferenceSession {

    private final WorkingMemory memory;
    private final List<Step> steps = new ArrayList<>();

    GraphCapture(SameDiff graph, WorkingMemory memory) {
        super(graph);
        this.memory = memory;
        setMmgr(memory);
    }

    List<Step> steps() {
        return steps;
    }

    @Override
    public ExecutionResult doExec(
            DifferentialFunction op,
            OpContext context,
            FrameIter frame,
            Set<VarId> inputs,
            Set<VarId> iterated,
            Set<String> constants,
            Map<String, SDValue> others) {
        if (op instanceof Identity) return super.doExec(op, context, frame, inputs, iterated, constants, others);
        Step step = step(op, context);
        steps.add(step);
        step.run();
        return ExecutionResult.createFrom(op, context);
    }

    private Step step(DifferentialFunction op, OpContext context) {
        if (op instanceof BindableOp own) return own.bind(context.getInputArrays(), context.getOutputArray(0), memory);
        boolean branching = op.getClass().getPackageName().endsWith(".controlflow.compat");
        if (branching || !(op instanceof CustomOp || op instanceof Op))
            throw new IllegalStateException("an operation that cannot be repeated: " + op.opName());
        return EngineStep.copy(op, context);
    }
}

package dev.robis.nn.graph.layer;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** How an engine adds up a matrix over its rows, which is the gradient of every vector that was added to all of them. */
public interface ColumnSum {

    /** {@code [R, C] -> [C]}. */
    SDVariable of(SameDiff graph, SDVariable x, int columns);
}

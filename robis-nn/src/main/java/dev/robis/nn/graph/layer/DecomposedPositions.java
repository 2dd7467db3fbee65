package dev.robis.nn.graph.layer;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * What decomposed relative positions (Li et al. 2022, section 3) add to the scores of tokens on a square: for a query q and a
 * key in row y and column x, {@code q R[y] + q S[x]}. Each of the two terms is the same for a whole row or column of keys.
 *
 * @param shape of the attention
 */
public record DecomposedPositions(Layers layers, AttentionShape shape) {

    /**
     * The term of every query for every row of keys.
     *
     * @param queries {@code [images * heads, tokens, D]}
     * @param rows embeddings {@code R}, {@code [side, side, D]}
     * @return {@code [images * heads * tokens, side]}
     */
    public SDVariable byRow(SDVariable queries, SDVariable rows) {
        return products(onSquare(queries).permute(1, 0, 2, 3), rows) // [Y, P, X, D]
                .permute(1, 0, 2, 3)
                .reshape((long) shape.parts() * shape.tokens(), shape.side());
    }

    /**
     * The term of every query for every column of keys.
     *
     * @param queries {@code [images * heads, tokens, D]}
     * @param columns embeddings {@code S}, {@code [side, side, D]}
     * @return {@code [images * heads * tokens, side]}
     */
    public SDVariable byColumn(SDVariable queries, SDVariable columns) {
        return products(onSquare(queries).permute(2, 0, 1, 3), columns) // [X, P, Y, D]
                .permute(1, 2, 0, 3)
                .reshape((long) shape.parts() * shape.tokens(), shape.side());
    }

    private SDVariable onSquare(SDVariable queries) { // [P, T, D] -> [P, Y, X, D]
        return queries.reshape(shape.parts(), shape.side(), shape.side(), shape.perHead());
    }

    private SDVariable products(SDVariable lines, SDVariable positions) { // [S, P, S, D] -> [S, P, S, S]
        int side = shape.side();
        SDVariable line = lines.reshape(side, (long) shape.parts() * side, shape.perHead());
        return layers.batchMatMul(line, positions, true).reshape(side, shape.parts(), side, side);
    }
}

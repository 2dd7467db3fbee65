package dev.robis.nn.graph.layer;

/**
 * Sizes of a multi-head self-attention, which every image of a batch computes by itself.
 *
 * @param images images, or windows of one
 * @param tokens of each image
 * @param heads of the attention
 * @param perHead channels of a head
 * @param block scores that live at once, at most; the scores of a single query may exceed it
 */
public record AttentionShape(int images, int tokens, int heads, int perHead, int block) {

    /** Scores in a block of 8 MB: enough for an efficient product, and near the cache. */
    private static final int BLOCK = 1 << 21;

    public AttentionShape(int images, int tokens, int heads, int perHead) {
        this(images, tokens, heads, perHead, BLOCK);
    }

    /** Channels of a token. */
    public int width() {
        return Math.multiplyExact(heads, perHead);
    }

    /** Heads of all images. */
    public int parts() {
        return Math.multiplyExact(images, heads);
    }

    /**
     * Side of the square that the tokens of an image lie on.
     *
     * @throws IllegalStateException if they fill no square
     */
    public int side() {
        int side = (int) Math.round(Math.sqrt(tokens));
        if (side * side != tokens) throw new IllegalStateException("expected tokens of a square, found " + tokens);
        return side;
    }
}

package dev.robis.nn.efficientnet;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The published sizes of EfficientNet-Lite, by name.
 *
 * @param name such as {@code efficientnet_lite0}
 * @param config its shape
 */
public record LiteVariant(String name, LiteConfig config) {

    private static final String FAMILY = "efficientnet_lite";
    private static final int STEM = 32;
    private static final double EPSILON = 1e-3;
    private static final List<Integer> WIDTHS = List.of(16, 24, 40, 80, 112, 192, 320);
    private static final List<Integer> REPEATS = List.of(1, 2, 2, 3, 3, 4, 1);
    private static final List<Integer> KERNELS = List.of(3, 3, 5, 3, 5, 5, 3);
    private static final List<Integer> STRIDES = List.of(1, 2, 2, 2, 1, 2, 1);
    private static final List<Integer> EXPANSIONS = List.of(1, 6, 6, 6, 6, 6, 6);

    /** How much wider and deeper each size is than Lite0. */
    private static final double[][] SCALES = {{1, 1}, {1, 1.1}, {1.1, 1.2}, {1.2, 1.4}, {1.4, 1.8}};

    /** All five. */
    public static List<LiteVariant> all() {
        return IntStream.range(0, SCALES.length)
                .mapToObj(size -> new LiteVariant(FAMILY + size, scaled(SCALES[size][0], SCALES[size][1])))
                .toList();
    }

    /** The network of a name, if it is one of these. */
    public static Optional<LiteVariant> find(String name) {
        return all().stream().filter(variant -> variant.name.equals(name)).findFirst();
    }

    /** Number of blocks. */
    public int depth() {
        return config.blocks().size();
    }

    /**
     * The blocks that a detector reads unless told otherwise: the last of each width but the widest, which sees too little of
     * the image at once for its price.
     */
    public List<Integer> targetLayers() {
        List<LiteConfig.Block> blocks = config.blocks();
        return IntStream.range(1, blocks.size() - 1)
                .filter(i -> blocks.get(i).out() != blocks.get(i + 1).out())
                .filter(i -> blocks.get(i).out() != config.widths().get(0))
                .boxed()
                .toList();
    }

    /** Stem, first and last group are not scaled in depth; the stem is not scaled in width either (Lite's own rule). */
    private static LiteConfig scaled(double width, double depth) {
        List<Integer> widths = WIDTHS.stream()
                .map(channels -> LiteConfig.rounded(channels * width))
                .toList();
        Integer[] repeats = REPEATS.toArray(Integer[]::new);
        for (int i = 1; i < repeats.length - 1; i++) repeats[i] = (int) Math.ceil(repeats[i] * depth - 1e-9);
        return new LiteConfig(STEM, widths, Arrays.asList(repeats), KERNELS, STRIDES, EXPANSIONS, EPSILON);
    }
}

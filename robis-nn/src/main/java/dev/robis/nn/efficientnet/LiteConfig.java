package dev.robis.nn.efficientnet;

import dev.robis.nn.tensor.WeightNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shape of an EfficientNet-Lite (Tan and Le 2019, arXiv 1905.11946, without squeeze-and-excitation and with ReLU6): a stem
 * convolution of stride 2, then seven groups of inverted-residual blocks. Immutable.
 *
 * @param stem channels after the stem
 * @param widths channels after each group
 * @param repeats blocks of each group
 * @param kernels side of the depthwise kernels of each group
 * @param strides of the first block of each group
 * @param expansions how many times wider the depthwise convolutions of each group are than their input
 * @param epsilon of the batch norms
 */
public record LiteConfig(
        int stem,
        List<Integer> widths,
        List<Integer> repeats,
        List<Integer> kernels,
        List<Integer> strides,
        List<Integer> expansions,
        double epsilon) {

    private static final int STEM_KERNEL = 3;
    private static final int STEM_STRIDE = 2;
    private static final int INPUT_CHANNELS = 3;
    private static final int DIVISOR = 8;

    /** @throws IllegalArgumentException if the groups are not as many everywhere, or a number is not positive */
    public LiteConfig {
        widths = List.copyOf(widths);
        repeats = List.copyOf(repeats);
        kernels = List.copyOf(kernels);
        strides = List.copyOf(strides);
        expansions = List.copyOf(expansions);
        for (List<Integer> each : List.of(widths, repeats, kernels, strides, expansions)) {
            if (each.size() != widths.size())
                throw new IllegalArgumentException(
                        "expected " + widths.size() + " numbers, one for each group of blocks, found " + each);
            for (int number : each)
                if (number <= 0) throw new IllegalArgumentException("numbers must be positive, found " + each);
        }
        if (stem <= 0 || widths.isEmpty()) throw new IllegalArgumentException("expected a stem and a group of blocks");
    }

    /**
     * One inverted-residual block (Sandler et al. 2018, section 3.3).
     *
     * @param index counted from 0 over all groups
     * @param in channels of the input
     * @param out channels of the output
     * @param kernel side of the depthwise kernel
     * @param stride of the depthwise convolution
     * @param expansion 1 for a block that begins with the depthwise convolution
     * @param imageStride pixels of the image from one vector of the output to the next
     */
    record Block(int index, int in, int out, int kernel, int stride, int expansion, int imageStride) {

        /** Channels of the depthwise convolution; those of published sizes are multiples of eight anyway. */
        int hidden() {
            return expansion == 1 ? in : rounded(in * expansion);
        }

        /** Whether the input is added to the output. */
        boolean residual() {
            return stride == 1 && in == out;
        }

        String name() {
            return "_blocks." + index;
        }
    }

    /** Every block, in order. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        int in = stem, imageStride = STEM_STRIDE;
        for (int group = 0; group < widths.size(); group++)
            for (int i = 0; i < repeats.get(group); i++) {
                int stride = i == 0 ? strides.get(group) : 1;
                imageStride *= stride;
                int out = widths.get(group);
                blocks.add(new Block(
                        blocks.size(), in, out, kernels.get(group), stride, expansions.get(group), imageStride));
                in = out;
            }
        return blocks;
    }

    /** Names and shapes of the weights, as EfficientNet-PyTorch names them; those after the last block are left out. */
    public Map<String, List<Long>> weightNames() {
        Map<String, List<Long>> names = new LinkedHashMap<>();
        convolution(names, "_conv_stem", stem, INPUT_CHANNELS, STEM_KERNEL);
        batchNorm(names, "_bn0", stem);
        for (Block block : blocks()) {
            String name = block.name();
            if (block.expansion() > 1) {
                convolution(names, name + "._expand_conv", block.hidden(), block.in(), 1);
                batchNorm(names, name + "._bn0", block.hidden());
            }
            convolution(names, name + "._depthwise_conv", block.hidden(), 1, block.kernel());
            batchNorm(names, name + "._bn1", block.hidden());
            convolution(names, name + "._project_conv", block.out(), block.hidden(), 1);
            batchNorm(names, name + "._bn2", block.out());
        }
        return Collections.unmodifiableMap(names);
    }

    /** Whether a tensor belongs to a whole network of this kind and to no block: classifier, head, counters. */
    public static boolean surplus(String name) {
        return name.endsWith(".num_batches_tracked")
                || name.startsWith("_conv_head.")
                || name.startsWith("_bn1.")
                || name.startsWith("_fc.");
    }

    /** To a multiple of eight, and not below nine tenths. */
    static int rounded(double channels) {
        int near = Math.max(DIVISOR, (int) (channels + DIVISOR / 2.0) / DIVISOR * DIVISOR);
        return near < 0.9 * channels ? near + DIVISOR : near;
    }

    private static void convolution(Map<String, List<Long>> names, String layer, int out, int in, int side) {
        names.put(layer + ".weight", List.of((long) out, (long) in, (long) side, (long) side));
    }

    private static void batchNorm(Map<String, List<Long>> names, String layer, int width) {
        WeightNames.layerNorm(names, layer, width);
        names.put(layer + ".running_mean", List.of((long) width));
        names.put(layer + ".running_var", List.of((long) width));
    }
}

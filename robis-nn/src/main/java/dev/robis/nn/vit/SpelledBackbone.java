package dev.robis.nn.vit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A DINOv2 that was never published, by a name that spells out its shape. */
final class SpelledBackbone {

    private static final String NUMBER = "(\\d{1,6})";
    private static final Pattern NAME = Pattern.compile("dinov2_vit_" + NUMBER + "x" + NUMBER + "x" + NUMBER + "_"
            + NUMBER + "_reg" + NUMBER + "_grid" + NUMBER + "_layers(\\d{1,6}(?:\\.\\d{1,6})*)");
    private static final int MLP_RATIO = 4;
    private static final double EPSILON = 1e-6;

    private SpelledBackbone() {}

    /**
     * @return empty if the name is not of this form
     * @throws IllegalArgumentException if it is, and such a network cannot be
     */
    static Optional<Backbone> parse(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) return Optional.empty();
        int[] number = new int[7];
        for (int i = 1; i < number.length; i++) number[i] = Integer.parseInt(parts.group(i));
        VitConfig config =
                new VitConfig(number[1], number[2], number[3], MLP_RATIO, number[4], number[5], number[6], EPSILON);
        List<Integer> layers =
                Arrays.stream(parts.group(7).split("\\.")).map(Integer::valueOf).toList();
        requireLayers(name, config, layers);
        return Optional.of(new Backbone(name, config, layers, OfficialLayout.PLAIN));
    }

    private static void requireLayers(String name, VitConfig config, List<Integer> layers) {
        boolean ascending = layers.stream().sorted().distinct().toList().equals(layers);
        if (!ascending || layers.size() % 2 != 0 || layers.get(layers.size() - 1) >= config.depth())
            throw new IllegalArgumentException(name + ": expected an even number of ascending layers below "
                    + config.depth() + ", found " + layers);
    }
}

package dev.robis.seg.image;

import java.util.List;

/**
 * From bytes to network input, as torchvision's {@code ToTensor} and {@code Normalize}: {@code (v / 255 - mean) / std}
 * in float32.
 *
 * @param mean per band, of values in 0..1
 * @param std per band, positive
 */
public record Normalization(List<Float> mean, List<Float> std) {

    /** What the encoders were trained with: red, green, blue. */
    public static final Normalization IMAGENET =
            new Normalization(List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f));

    public Normalization {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.size() != std.size())
            throw new IllegalArgumentException("expected a mean and a std per band, found " + mean + " and " + std);
        if (!std.stream().allMatch(s -> s > 0))
            throw new IllegalArgumentException("expected positive stds, found " + std);
    }

    /** The normalised values of the bytes 0 to 255 in one band. */
    float[] table(int band) {
        float[] table = new float[256];
        for (int v = 0; v < table.length; v++) table[v] = (v / 255f - mean.get(band)) / std.get(band);
        return table;
    }
}

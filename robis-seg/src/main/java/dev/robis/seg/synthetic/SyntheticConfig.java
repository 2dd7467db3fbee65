package dev.robis.seg.synthetic;

import java.util.List;

/**
 * What the synthetic data set holds.
 *
 * @param seed all pixels follow from it
 * @param width of the images, pixels, at least {@value #MIN_SIDE}
 * @param height of the images, pixels, at least {@value #MIN_SIDE}
 * @param products without repetition
 * @param train defect-free training images per product
 * @param validation defect-free validation images per product
 * @param testGood defect-free test images per product
 * @param testBad defective test images per product; the product's defects take turns
 */
public record SyntheticConfig(
        long seed,
        int width,
        int height,
        List<Product> products,
        int train,
        int validation,
        int testGood,
        int testBad) {

    /** Smaller images might hold no whole motif of the printed pattern. */
    static final int MIN_SIDE = 200;

    static final int MAX_SIDE = 10_000;
    /** File names have three digits. */
    static final int MAX_IMAGES = 1000;

    public SyntheticConfig {
        products = List.copyOf(products);
        requireRange("width", width, MIN_SIDE, MAX_SIDE);
        requireRange("height", height, MIN_SIDE, MAX_SIDE);
        requireRange("train", train, 1, MAX_IMAGES);
        requireRange("validation", validation, 0, MAX_IMAGES);
        requireRange("testGood", testGood, 0, MAX_IMAGES);
        requireRange("testBad", testBad, 0, MAX_IMAGES);
        if (products.isEmpty() || products.stream().distinct().count() != products.size())
            throw new IllegalArgumentException("products must be given, each once, found " + products);
    }

    /** All products at 400 × 300, with 12 training, 4 validation, 4 good and 6 bad test images each. */
    public static SyntheticConfig defaults() {
        return new SyntheticConfig(1, 400, 300, List.of(Product.values()), 12, 4, 4, 6);
    }

    public SyntheticConfig withSeed(long seed) {
        return new SyntheticConfig(seed, width, height, products, train, validation, testGood, testBad);
    }

    public SyntheticConfig withSize(int width, int height) {
        return new SyntheticConfig(seed, width, height, products, train, validation, testGood, testBad);
    }

    public SyntheticConfig withProducts(List<Product> products) {
        return new SyntheticConfig(seed, width, height, products, train, validation, testGood, testBad);
    }

    /** Images per product. */
    public SyntheticConfig withCounts(int train, int validation, int testGood, int testBad) {
        return new SyntheticConfig(seed, width, height, products, train, validation, testGood, testBad);
    }

    private static void requireRange(String name, int value, int min, int max) {
        if (value < min || value > max)
            throw new IllegalArgumentException(name + " must be from " + min + " to " + max + ", found " + value);
    }
}

package dev.robis.benchmarks;

import java.util.List;

/** The product of an m×k and a k×n matrix. */
public record MatrixShape(int m, int k, int n) {

    /** A large square, and the products of ViT-B/14 on one tile of 518 pixels and on a SAM image. */
    public static final List<MatrixShape> PEAK = List.of(
            new MatrixShape(2048, 2048, 2048),
            new MatrixShape(4096, 4096, 4096),
            new MatrixShape(1374, 768, 3072),
            new MatrixShape(1374, 3072, 768),
            new MatrixShape(4096, 768, 3072));

    /** Reads what {@link #toString} writes. */
    public static MatrixShape parse(String text) {
        String[] sides = text.split("x", -1);
        if (sides.length != 3) throw new IllegalArgumentException("a product is given as MxKxN, found " + text);
        return new MatrixShape(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), Integer.parseInt(sides[2]));
    }

    /** Floating-point operations: a multiplication and an addition per term. */
    public double flops() {
        return 2.0 * m * k * n;
    }

    @Override
    public String toString() {
        return m + "x" + k + "x" + n;
    }
}

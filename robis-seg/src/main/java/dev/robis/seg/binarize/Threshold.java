package dev.robis.seg.binarize;

/**
 * Where a map is cut.
 *
 * @param value pixels with a larger score are defective; map units, infinite where no score can be large enough
 * @param regions number of regions that the rule expects above it, 0 where it found none or does not count
 */
public record Threshold(double value, int regions) {

    public Threshold {
        if (Double.isNaN(value)) throw new IllegalArgumentException("threshold is not a number");
        if (regions < 0) throw new IllegalArgumentException("regions must not be negative, found " + regions);
    }
}

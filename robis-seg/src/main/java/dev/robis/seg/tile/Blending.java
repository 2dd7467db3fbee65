package dev.robis.seg.tile;

import dev.robis.seg.map.HalfPrecision;

/** How the maps of overlapping tiles become one. */
public enum Blending {

    /** In single precision, with weights that fall linearly across the overlap: no seams. */
    TAPERED {
        @Override
        double weight(double tapered) {
            return tapered;
        }

        @Override
        float add(float sum, float weight, float score) {
            return sum + weight * score;
        }
    },

    /** In single precision, each up to the middle of the overlap: a network sees least beyond the edge of a tile. */
    HALVED {
        @Override
        double weight(double tapered) {
            return tapered >= MIDDLE ? 1 : 0;
        }

        @Override
        float add(float sum, float weight, float score) {
            return sum + weight * score;
        }
    },

    /** Their plain mean, rounded to half precision again and again, as in the reference. */
    HALF_MEAN {
        @Override
        double weight(double tapered) {
            return tapered > 0 ? 1 : 0;
        }

        @Override
        float add(float sum, float weight, float score) {
            return HalfPrecision.round(sum + HalfPrecision.round(weight * HalfPrecision.round(score)));
        }
    };

    private static final double MIDDLE = 0.5;

    /** @param tapered 0 outside of a tile, 1 far inside */
    abstract double weight(double tapered);

    abstract float add(float sum, float weight, float score);
}

package dev.robis.seg.synthetic;

import java.util.List;
import java.util.Locale;

/** The products, each a category of the data set. */
public enum Product {
    WOVEN_FABRIC,
    BRUSHED_METAL,
    PRINTED_PATTERN,
    SCATTERED_GRAINS;

    /** Name of the category, such as {@code woven_fabric}. */
    public String category() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The defects that this product may have. */
    public List<Defect> defects() {
        return switch (this) {
            case WOVEN_FABRIC -> List.of(Defect.HOLE, Defect.STAIN, Defect.FOREIGN_BODY);
            case BRUSHED_METAL -> List.of(Defect.SCRATCH, Defect.STAIN, Defect.HOLE, Defect.FOREIGN_BODY);
            case PRINTED_PATTERN -> List.of(Defect.MISPRINT, Defect.SCRATCH, Defect.STAIN);
            case SCATTERED_GRAINS -> List.of(Defect.FOREIGN_BODY, Defect.STAIN);
        };
    }

    /** Draws a piece: how it lies, and what differs from piece to piece. */
    Workpiece make(Dice dice, int width, int height) {
        return switch (this) {
            case WOVEN_FABRIC -> WovenFabric.make(dice, width, height);
            case BRUSHED_METAL -> BrushedMetal.make(dice, width, height);
            case PRINTED_PATTERN -> PrintedPattern.make(dice, width, height);
            case SCATTERED_GRAINS -> ScatteredGrains.make(dice, width, height);
        };
    }
}

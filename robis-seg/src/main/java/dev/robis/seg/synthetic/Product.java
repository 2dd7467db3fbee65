package dev.robis.seg.synthetic;

import java.util.List;
import java.util.Locale;

/** The products, each a category of the data set. */
public enum Product {
    WOVEN_FABRIC(WovenFabric::make, Defect.HOLE, Defect.STAIN, Defect.FOREIGN_BODY),
    BRUSHED_METAL(BrushedMetal::make, Defect.SCRATCH, Defect.STAIN, Defect.HOLE, Defect.FOREIGN_BODY),
    PRINTED_PATTERN(PrintedPattern::make, Defect.MISPRINT, Defect.SCRATCH, Defect.STAIN),
    SCATTERED_GRAINS(ScatteredGrains::make, Defect.FOREIGN_BODY, Defect.STAIN);

    private final Workpiece.Maker maker;
    private final List<Defect> defects;

    Product(Workpiece.Maker maker, Defect... defects) {
        this.maker = maker;
        this.defects = List.of(defects);
    }

    /** Name of the category, such as {@code woven_fabric}. */
    public String category() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The defects that this product may have. */
    public List<Defect> defects() {
        return defects;
    }

    Workpiece make(Dice dice, int width, int height) {
        return maker.make(dice, width, height);
    }
}

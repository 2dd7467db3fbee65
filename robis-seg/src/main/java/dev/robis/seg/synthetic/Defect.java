package dev.robis.seg.synthetic;

/** Kinds of defects. Not every product has every one: see {@link Product#defects()}. */
public enum Defect {
    SCRATCH,
    STAIN,
    HOLE,
    MISPRINT,
    FOREIGN_BODY;

    Flaw flaw() {
        return switch (this) {
            case SCRATCH -> new Scratch();
            case STAIN -> new Stain();
            case HOLE -> new Hole();
            case MISPRINT -> new Misprint();
            case FOREIGN_BODY -> new ForeignBody();
        };
    }
}

package dev.robis.seg.synthetic;

/** Kinds of defects. Not every product has every one: see {@link Product#defects()}. */
public enum Defect {
    SCRATCH(new Scratch()),
    STAIN(new Stain()),
    HOLE(new Hole()),
    MISPRINT(new Misprint()),
    FOREIGN_BODY(new ForeignBody());

    private final Flaw flaw;

    Defect(Flaw flaw) {
        this.flaw = flaw;
    }

    Flaw flaw() {
        return flaw;
    }
}

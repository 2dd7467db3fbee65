package dev.robis.seg.config;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What {@link Protocol#CALIBRATED} mends of the reference. Each can be left out, to see what it is worth; {@code
 * docs/protocols.md} has the figures. {@link MapConfig#without} and {@link Decision#without} leave repairs out.
 */
public enum Repair {

    /**
     * Tiles lie where they were cut, and inside the image. Without: at multiples of a whole number of map pixels, and black
     * beyond the image.
     */
    TILE_POSITIONS(true),

    /** Maps of tiles fade into each other in single precision. Without: their plain mean in half precision. */
    SMOOTH_MERGING(true),

    /** The blur of a tile's map repeats its border. Without: pads it with zeros, which darkens it. */
    BLUR_BORDERS(true),

    /** Maps and masks have the size of the image. Without: {@code mapSize / window} of it. */
    FULL_SIZE(false),

    /** Regions get back what erosion took. Without: they stay smaller by five map pixels per axis. */
    ERODED_PIXELS(false),

    /** Segment Anything sees the whole image in its colours. Without: at the size of the mask, red and blue exchanged. */
    SAM_INPUT(false),

    /** The coarse mask stays where Segment Anything finds nothing. Without: it is lost. */
    SAM_MISSES(false);

    /** All of them; not modifiable. */
    public static final Set<Repair> ALL = Collections.unmodifiableSet(EnumSet.allOf(Repair.class));

    private final boolean changesScores;

    Repair(boolean changesScores) {
        this.changesScores = changesScores;
    }

    /** Whether scores differ without it, so that a bundle has to be calibrated without it too. */
    public boolean changesScores() {
        return changesScores;
    }

    /** Whether it has to do with Segment Anything alone. */
    public boolean ofRefinement() {
        return this == SAM_INPUT || this == SAM_MISSES;
    }

    /** The repairs that maps and decision do without. */
    public static Set<Repair> leftOut(MapConfig maps, Decision decision) {
        Set<Repair> left = EnumSet.noneOf(Repair.class);
        for (Repair repair : ALL) {
            Set<Repair> one = EnumSet.of(repair);
            boolean nothingToLeaveOut =
                    repair.changesScores ? maps.equals(maps.without(one)) : decision.equals(decision.without(one));
            if (nothingToLeaveOut) left.add(repair);
        }
        return left;
    }
}

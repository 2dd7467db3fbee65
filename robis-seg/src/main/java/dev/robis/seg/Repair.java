package dev.robis.seg;

import dev.robis.seg.binarize.Restoration;
import dev.robis.seg.map.GaussianBlur;
import dev.robis.seg.refine.Missed;
import dev.robis.seg.refine.RefineConfig;
import dev.robis.seg.refine.SamInput;
import dev.robis.seg.tile.Blending;
import dev.robis.seg.tile.Placement;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What {@link Protocol#CALIBRATED} mends of the reference. Each can be left out, to see what it is worth; {@code
 * docs/protocols.md} has the figures. The first three change scores, so that without them a bundle should be calibrated
 * without them too.
 */
public enum Repair {

    /**
     * Tiles lie where they were cut, and inside the image. Without: at multiples of a whole number of map pixels, and black
     * beyond the image.
     */
    TILE_POSITIONS,

    /** Maps of tiles fade into each other in single precision. Without: their plain mean in half precision. */
    SMOOTH_MERGING,

    /** The blur of a tile's map repeats its border. Without: pads it with zeros, which darkens it. */
    BLUR_BORDERS,

    /** Maps and masks have the size of the image. Without: {@code mapSize / window} of it. */
    FULL_SIZE,

    /** Regions get back what erosion took. Without: they stay smaller by five map pixels per axis. */
    ERODED_PIXELS,

    /** Segment Anything sees the whole image in its colours. Without: at the size of the mask, red and blue exchanged. */
    SAM_INPUT,

    /** The coarse mask stays where Segment Anything finds nothing. Without: it is lost. */
    SAM_MISSES;

    /** All of them; not modifiable. */
    public static final Set<Repair> ALL = Collections.unmodifiableSet(EnumSet.allOf(Repair.class));

    static Placement placement(Set<Repair> made) {
        return made.contains(TILE_POSITIONS) ? Placement.TRUE : Placement.TRUNCATED;
    }

    static Blending blending(Set<Repair> made) {
        return made.contains(SMOOTH_MERGING) ? Blending.TAPERED : Blending.HALF_MEAN;
    }

    static GaussianBlur.Border border(Set<Repair> made) {
        return made.contains(BLUR_BORDERS) ? GaussianBlur.Border.REPLICATE : GaussianBlur.Border.ZERO;
    }

    static Restoration restoration(Set<Repair> made) {
        return made.contains(ERODED_PIXELS) ? Restoration.OPENING : Restoration.NONE;
    }

    /** How masks are refined with these repairs. */
    public static RefineConfig refining(Set<Repair> made) {
        return RefineConfig.calibrated()
                .withInput(made.contains(SAM_INPUT) ? SamInput.WHOLE_RGB : SamInput.SHRUNK_BGR)
                .withMissed(made.contains(SAM_MISSES) ? Missed.KEEP : Missed.DROP);
    }
}

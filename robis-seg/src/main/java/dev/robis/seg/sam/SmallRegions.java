package dev.robis.seg.sam;

import boofcv.alg.filter.binary.BinaryImageOps;
import boofcv.struct.ConnectRule;
import boofcv.struct.image.GrayS32;
import boofcv.struct.image.GrayU8;

/**
 * Removes small 8-connected parts of masks: holes are filled, then islands dropped, of which the largest stays.
 *
 * @param minArea pixels of the smallest part that counts
 */
record SmallRegions(int minArea) {

    /**
     * A mask without small parts.
     *
     * @param found whether there were any; a single small island is one, though it stays
     */
    record Cleaned(RunLengths mask, boolean found) {}

    Cleaned removeFrom(RunLengths runs) {
        GrayU8 mask = runs.mask();
        Parts holes = new Parts(BinaryImageOps.invert(mask, null));
        for (int i = 0; i < mask.data.length; i++) if (holes.isSmall(i)) mask.data[i] = 1;
        Parts islands = new Parts(mask);
        for (int i = 0; i < mask.data.length; i++) if (islands.isSmall(i) && !islands.isLargest(i)) mask.data[i] = 0;
        boolean found = holes.anySmall() || islands.anySmall();
        return new Cleaned(found ? RunLengths.of(mask) : runs, found);
    }

    /** The connected parts of a mask, numbered from 1 in the order of their first pixels, row by row. */
    private final class Parts {

        private final GrayS32 labels;
        private final int[] areas;
        private int largest;

        /** @param mask 0 or 1, no sub-image. Not modified. */
        Parts(GrayU8 mask) {
            labels = new GrayS32(mask.width, mask.height);
            areas = new int
                    [1 + BinaryImageOps.contour(mask, ConnectRule.EIGHT, labels).size()];
            for (int label : labels.data) if (label != 0) areas[label]++;
            for (int label = 1; label < areas.length; label++) if (areas[label] > areas[largest]) largest = label;
        }

        boolean isSmall(int pixel) {
            int label = labels.data[pixel];
            return label != 0 && areas[label] < minArea;
        }

        boolean isLargest(int pixel) {
            return labels.data[pixel] == largest;
        }

        boolean anySmall() {
            for (int label = 1; label < areas.length; label++) if (areas[label] < minArea) return true;
            return false;
        }
    }
}

package dev.robis.seg.refine;

import boofcv.alg.filter.binary.BinaryImageOps;
import boofcv.struct.ConnectRule;
import boofcv.struct.image.GrayS32;
import boofcv.struct.image.GrayU8;

/** Fills what a mask encloses. */
final class Holes {

    private Holes() {}

    /**
     * @param mask 0 or 1, dense. Not modified.
     * @return the mask, and every background pixel from which no path of edge-sharing background pixels leaves the image
     */
    static GrayU8 fill(GrayU8 mask) {
        GrayU8 background = BinaryImageOps.invert(mask, null);
        GrayS32 labels = new GrayS32(mask.width, mask.height);
        int count = BinaryImageOps.contour(background, ConnectRule.FOUR, labels).size();
        boolean[] outside = new boolean[count + 1];
        for (int x = 0; x < mask.width; x++) {
            outside[labels.get(x, 0)] = true;
            outside[labels.get(x, mask.height - 1)] = true;
        }
        for (int y = 0; y < mask.height; y++) {
            outside[labels.get(0, y)] = true;
            outside[labels.get(mask.width - 1, y)] = true;
        }
        outside[0] = false; // the mask itself
        GrayU8 filled = new GrayU8(mask.width, mask.height);
        for (int i = 0; i < labels.data.length; i++) filled.data[i] = (byte) (outside[labels.data[i]] ? 0 : 1);
        return filled;
    }
}

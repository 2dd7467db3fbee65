package dev.robis.eval;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;

/** Results of images for tests, where null means that something is not there. */
public final class Results {

    private Results() {}

    /** A bad image if there is a ground truth, else a good one. */
    public static ImageResult of(String name, GrayF32 map, GrayU8 mask, GrayU8 groundTruth) {
        ImageResult result = groundTruth == null
                ? ImageResult.good(name)
                : ImageResult.bad(name).withGroundTruth(groundTruth);
        if (map != null) result = result.withMap(map);
        return mask == null ? result : result.withMask(mask);
    }
}

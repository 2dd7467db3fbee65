package dev.robis.eval;

import boofcv.struct.image.GrayU8;
import dev.robis.eval.OfficialScores.SizeRecall;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Counts what the predicted masks of a split get right: pixels, images, regions by size. */
final class MaskTally {

    private final List<Integer> sizeEdges;
    private final long[] regions;
    private final long[] hit;
    private final double[] coverage;
    private ConfusionMatrix pixels = new ConfusionMatrix(0, 0, 0, 0);
    private ConfusionMatrix images = new ConfusionMatrix(0, 0, 0, 0);

    MaskTally(List<Integer> sizeEdges) {
        this.sizeEdges = sizeEdges;
        int bins = sizeEdges.size() + 1;
        this.regions = new long[bins];
        this.hit = new long[bins];
        this.coverage = new double[bins];
    }

    /**
     * @param mask not 0 is marked. Not modified.
     * @param truth regions of a ground truth of the same size
     * @param anomalous whether the image is, whatever its regions
     */
    void add(GrayU8 mask, Regions truth, boolean anomalous) {
        int[] markedOfRegion = new int[truth.count() + 1];
        for (int y = 0, i = 0; y < mask.height; y++) {
            int from = mask.startIndex + y * mask.stride;
            for (int x = 0; x < mask.width; x++, i++) if (mask.data[from + x] != 0) markedOfRegion[truth.at(i)]++;
        }
        long falsePositives = markedOfRegion[0];
        long truePositives = 0;
        for (int region = 1; region <= truth.count(); region++) {
            truePositives += markedOfRegion[region];
            addRegion(truth.area(region), markedOfRegion[region]);
        }
        long all = (long) mask.width * mask.height;
        pixels = pixels.plus(new ConfusionMatrix(
                truePositives, falsePositives, truth.pixels() - truePositives, all - truth.pixels() - falsePositives));
        images = images.plus(image(truePositives + falsePositives > 0, anomalous));
    }

    private void addRegion(int area, int marked) {
        int bin = 0;
        while (bin < sizeEdges.size() && area >= sizeEdges.get(bin)) bin++;
        regions[bin]++;
        if (marked > 0) hit[bin]++;
        coverage[bin] += (double) marked / area;
    }

    private static ConfusionMatrix image(boolean marked, boolean anomalous) {
        if (anomalous) return marked ? new ConfusionMatrix(1, 0, 0, 0) : new ConfusionMatrix(0, 0, 1, 0);
        return marked ? new ConfusionMatrix(0, 1, 0, 0) : new ConfusionMatrix(0, 0, 0, 1);
    }

    /** Over the pixels of all images. */
    ConfusionMatrix segmentation() {
        return pixels;
    }

    /** Over the images; one is positive if any pixel is. */
    ConfusionMatrix classification() {
        return images;
    }

    List<SizeRecall> recallBySize() {
        List<SizeRecall> bins = new ArrayList<>();
        for (int bin = 0; bin < regions.length; bin++)
            bins.add(new SizeRecall(
                    bin == 0 ? 1 : sizeEdges.get(bin - 1),
                    bin == sizeEdges.size() ? OptionalInt.empty() : OptionalInt.of(sizeEdges.get(bin)),
                    regions[bin],
                    hit[bin],
                    regions[bin] == 0 ? OptionalDouble.empty() : OptionalDouble.of(coverage[bin] / regions[bin])));
        return bins;
    }
}

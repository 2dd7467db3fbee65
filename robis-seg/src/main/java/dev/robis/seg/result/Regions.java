package dev.robis.seg.result;

import boofcv.alg.filter.binary.BinaryImageOps;
import boofcv.alg.filter.binary.Contour;
import boofcv.struct.ConnectRule;
import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayS32;
import boofcv.struct.image.GrayU8;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Measures the parts of a mask. */
public final class Regions {

    private Regions() {}

    /**
     * @param mask 0 or 1. Not modified.
     * @param map of the same size. Not modified.
     * @return 8-connected parts, largest first
     */
    public static List<Region> of(GrayU8 mask, GrayF32 map) {
        GrayS32 labels = new GrayS32(mask.width, mask.height);
        List<Contour> contours = BinaryImageOps.contour(mask, ConnectRule.EIGHT, labels);
        Extent[] extents = new Extent[contours.size() + 1];
        for (int y = 0; y < mask.height; y++)
            for (int x = 0; x < mask.width; x++) {
                int label = labels.get(x, y);
                if (label == 0) continue;
                if (extents[label] == null) extents[label] = new Extent(x, y);
                extents[label].add(x, y, map.get(x, y));
            }
        List<Region> regions = new ArrayList<>();
        for (Contour contour : contours) {
            List<Region.Point> outline = outline(contour);
            Region.Point first = outline.get(0);
            regions.add(extents[labels.get(first.x(), first.y())].region(outline));
        }
        regions.sort(Comparator.comparingInt(Region::area).reversed());
        return regions;
    }

    private static List<Region.Point> outline(Contour contour) {
        return contour.external.stream()
                .map(point -> new Region.Point(point.x, point.y))
                .toList();
    }

    private static final class Extent {
        private int left;
        private int right;
        private final int top;
        private int bottom;
        private int area;
        private float peak = Float.NEGATIVE_INFINITY;
        private double sum;

        Extent(int x, int y) {
            left = x;
            right = x;
            top = y;
        }

        void add(int x, int y, float value) {
            left = Math.min(left, x);
            right = Math.max(right, x);
            bottom = y;
            area++;
            peak = Math.max(peak, value);
            sum += value;
        }

        Region region(List<Region.Point> contour) {
            return new Region(left, top, right - left + 1, bottom - top + 1, area, peak, sum / area, contour);
        }
    }
}

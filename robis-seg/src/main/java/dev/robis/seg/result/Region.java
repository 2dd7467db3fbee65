package dev.robis.seg.result;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;

/**
 * An 8-connected part of a mask.
 *
 * @param x left edge of its bounding box, pixels
 * @param y top edge, pixels
 * @param width of its bounding box, pixels
 * @param height of its bounding box, pixels
 * @param area pixels
 * @param peakScore largest score on the anomaly map inside
 * @param meanScore mean of the anomaly map inside
 * @param contour its outermost pixels in order around it, 8-connected; where it is one pixel wide, pixels come twice. Holes
 *     have no contour
 */
public record Region(
        int x, int y, int width, int height, int area, double peakScore, double meanScore, List<Point> contour) {

    public Region {
        contour = List.copyOf(contour);
    }

    /**
     * A pixel; {@code [x, y]} in JSON.
     *
     * @param x from the left edge of the image
     * @param y from its top edge
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Point(int x, int y) {}
}

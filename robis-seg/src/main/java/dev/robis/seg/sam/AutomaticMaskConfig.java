package dev.robis.seg.sam;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Where an image is prompted and which of the masks are kept. Immutable; {@link #defaults()} are the original's, chosen
 * there for ViT-H.
 *
 * @param pointsPerSide points along each side of the image, or 0 where {@code pointGrids} are given
 * @param pointGrids one for the whole image and one for every layer of crops; empty where {@code pointsPerSide} is given
 * @param pointsPerBatch points between two calls of the listener; they are prompted one at a time, whatever it is
 * @param predictedIouThreshold masks of which the model expects no more than this overlap with the truth are dropped,
 *     0 to 1; 0 keeps all
 * @param stabilityThreshold masks with a lower stability score are dropped, 0 to 1; 0 keeps all
 * @param stabilityOffset how far the cut through the logits is moved up and down for the stability score
 * @param boxNmsThreshold of two masks of a crop whose boxes overlap more than this (intersection over union, 0 to 1)
 *     only the better is kept
 * @param cropLayers layers of crops that are searched besides the image itself; layer n is cut 2ⁿ × 2ⁿ times
 * @param cropNmsThreshold likewise for masks of different crops, of which the smaller crop's is kept
 * @param cropOverlapRatio how far the crops of the first layer overlap, as a share of the image's shorter side; 0
 *     inclusive to 1 exclusive. Later layers overlap by half as much each.
 * @param cropPointsDownscale in layer n {@code pointsPerSide} is divided by the n-th power of this
 * @param minRegionArea holes and islands of fewer pixels are removed; 0 leaves masks as they are
 */
public record AutomaticMaskConfig(
        int pointsPerSide,
        List<PointGrid> pointGrids,
        int pointsPerBatch,
        double predictedIouThreshold,
        double stabilityThreshold,
        double stabilityOffset,
        double boxNmsThreshold,
        int cropLayers,
        double cropNmsThreshold,
        double cropOverlapRatio,
        int cropPointsDownscale,
        int minRegionArea) {

    private static final int MAX_CROP_LAYERS = 8;

    /** @throws IllegalArgumentException naming the field, the value found and what was expected */
    public AutomaticMaskConfig {
        pointGrids = List.copyOf(pointGrids);
        requireRange("pointsPerSide", pointsPerSide, 0, Integer.MAX_VALUE);
        requireRange("pointsPerBatch", pointsPerBatch, 1, Integer.MAX_VALUE);
        requireShare("predictedIouThreshold", predictedIouThreshold);
        requireShare("stabilityThreshold", stabilityThreshold);
        if (!(stabilityOffset >= 0 && stabilityOffset < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException("stabilityOffset must not be negative, found " + stabilityOffset);
        requireShare("boxNmsThreshold", boxNmsThreshold);
        requireRange("cropLayers", cropLayers, 0, MAX_CROP_LAYERS);
        requireShare("cropNmsThreshold", cropNmsThreshold);
        if (!(cropOverlapRatio >= 0 && cropOverlapRatio < 1))
            throw new IllegalArgumentException(
                    "cropOverlapRatio must be from 0 to less than 1, found " + cropOverlapRatio);
        requireRange("cropPointsDownscale", cropPointsDownscale, 1, Integer.MAX_VALUE);
        requireRange("minRegionArea", minRegionArea, 0, Integer.MAX_VALUE);
        if ((pointsPerSide > 0) != pointGrids.isEmpty())
            throw new IllegalArgumentException("either pointsPerSide or pointGrids must be given, found "
                    + pointsPerSide + " and " + pointGrids.size() + " grids");
        if (pointGrids.isEmpty() && perSide(pointsPerSide, cropPointsDownscale, cropLayers) == 0)
            throw new IllegalArgumentException("pointsPerSide " + pointsPerSide + " divided by cropPointsDownscale "
                    + cropPointsDownscale + " leaves no points in crop layer " + cropLayers);
        if (!pointGrids.isEmpty() && pointGrids.size() <= cropLayers)
            throw new IllegalArgumentException(
                    "pointGrids must be one more than cropLayers " + cropLayers + ", found " + pointGrids.size());
    }

    public static AutomaticMaskConfig defaults() {
        return new AutomaticMaskConfig(32, List.of(), 64, 0.88, 0.95, 1.0, 0.7, 0, 0.7, 512.0 / 1500, 1, 0);
    }

    /** This with a regular grid of points. */
    public AutomaticMaskConfig withPointsPerSide(int points) {
        return with(points, List.of());
    }

    /**
     * This with points of one's own.
     *
     * @param grids of the image, of the first layer of crops, and so on
     */
    public AutomaticMaskConfig withPointGrids(List<PointGrid> grids) {
        return with(0, grids);
    }

    private AutomaticMaskConfig with(int points, List<PointGrid> grids) {
        return new AutomaticMaskConfig(
                points,
                grids,
                pointsPerBatch,
                predictedIouThreshold,
                stabilityThreshold,
                stabilityOffset,
                boxNmsThreshold,
                cropLayers,
                cropNmsThreshold,
                cropOverlapRatio,
                cropPointsDownscale,
                minRegionArea);
    }

    public AutomaticMaskConfig withPointsPerBatch(int points) {
        return new AutomaticMaskConfig(
                pointsPerSide,
                pointGrids,
                points,
                predictedIouThreshold,
                stabilityThreshold,
                stabilityOffset,
                boxNmsThreshold,
                cropLayers,
                cropNmsThreshold,
                cropOverlapRatio,
                cropPointsDownscale,
                minRegionArea);
    }

    /** This with other demands on a single mask. */
    public AutomaticMaskConfig withQuality(double predictedIou, double stability, double offset) {
        return new AutomaticMaskConfig(
                pointsPerSide,
                pointGrids,
                pointsPerBatch,
                predictedIou,
                stability,
                offset,
                boxNmsThreshold,
                cropLayers,
                cropNmsThreshold,
                cropOverlapRatio,
                cropPointsDownscale,
                minRegionArea);
    }

    /** This with other overlaps at which masks count as the same: within a crop, and between crops. */
    public AutomaticMaskConfig withNms(double withinCrop, double betweenCrops) {
        return new AutomaticMaskConfig(
                pointsPerSide,
                pointGrids,
                pointsPerBatch,
                predictedIouThreshold,
                stabilityThreshold,
                stabilityOffset,
                withinCrop,
                cropLayers,
                betweenCrops,
                cropOverlapRatio,
                cropPointsDownscale,
                minRegionArea);
    }

    /** This with other crops. */
    public AutomaticMaskConfig withCrops(int layers, double overlapRatio, int pointsDownscale) {
        return new AutomaticMaskConfig(
                pointsPerSide,
                pointGrids,
                pointsPerBatch,
                predictedIouThreshold,
                stabilityThreshold,
                stabilityOffset,
                boxNmsThreshold,
                layers,
                cropNmsThreshold,
                overlapRatio,
                pointsDownscale,
                minRegionArea);
    }

    public AutomaticMaskConfig withMinRegionArea(int pixels) {
        return new AutomaticMaskConfig(
                pointsPerSide,
                pointGrids,
                pointsPerBatch,
                predictedIouThreshold,
                stabilityThreshold,
                stabilityOffset,
                boxNmsThreshold,
                cropLayers,
                cropNmsThreshold,
                cropOverlapRatio,
                cropPointsDownscale,
                pixels);
    }

    /** The points of the image and of every layer of crops. */
    List<PointGrid> grids() {
        if (!pointGrids.isEmpty()) return pointGrids;
        return IntStream.rangeClosed(0, cropLayers)
                .mapToObj(layer -> PointGrid.regular(perSide(pointsPerSide, cropPointsDownscale, layer)))
                .toList();
    }

    private static int perSide(int points, int downscale, int layer) {
        for (int i = 0; i < layer; i++) points /= downscale;
        return points;
    }

    private static void requireRange(String name, int value, int min, int max) {
        if (value < min || value > max)
            throw new IllegalArgumentException(
                    name + " must be " + (max == Integer.MAX_VALUE ? "at least " + min : "from " + min + " to " + max)
                            + ", found " + value);
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1))
            throw new IllegalArgumentException(name + " must be from 0 to 1, found " + value);
    }
}

package dev.robis.seg.map;

import boofcv.struct.image.GrayF32;
import dev.robis.nn.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns the patch distances of an anomaly model into a map of raw scores: mean of the groups, enlarged to the size of
 * the network's input with aligned corners, resized to the size asked for with aligned edges, blurred. Safe for
 * concurrent use.
 *
 * <pre>{@code
 * AnomalyMapper mapper = AnomalyMapper.reference(518);
 * List<GrayF32> scores = mapper.maps(model.distances(tiles));
 * }</pre>
 *
 * <p>The reference enlarges every group and averages then; both are linear, so the mean comes first here, at a
 * fraction of the work.
 *
 * @param inputWidth width of the network's input, pixels
 * @param inputHeight height of the network's input, pixels
 * @param width of the maps, pixels
 * @param height of the maps, pixels
 * @param blur the last step, in pixels of the map
 */
public record AnomalyMapper(int inputWidth, int inputHeight, int width, int height, GaussianBlur blur) {

    private static final int REFERENCE_SIDE = 256;

    /** Five pixels wide: with this sigma almost a box filter. */
    private static final int RADIUS = 2;

    private static final double SIGMA = 4;

    /** @throws IllegalArgumentException if the input size is not positive, or the maps are smaller than the kernel */
    public AnomalyMapper {
        if (inputWidth <= 0 || inputHeight <= 0)
            throw new IllegalArgumentException(
                    "input size must be positive, found " + inputWidth + "x" + inputHeight + " (width x height)");
        blur.requireRoom(width, height);
    }

    /**
     * The reference's maps: 256 x 256 whatever the input, too low at their borders because the blur pads with zeros.
     *
     * @param inputSide of the network's square input, pixels
     */
    public static AnomalyMapper reference(int inputSide) {
        return new AnomalyMapper(
                inputSide,
                inputSide,
                REFERENCE_SIDE,
                REFERENCE_SIDE,
                new GaussianBlur(RADIUS, SIGMA, GaussianBlur.Border.ZERO));
    }

    /**
     * Maps of any size, blurred as the reference's but without darkened borders.
     *
     * @param inputSide of the network's square input, pixels
     * @param width of the maps, pixels
     * @param height of the maps, pixels
     */
    public static AnomalyMapper calibrated(int inputSide, int width, int height) {
        return new AnomalyMapper(
                inputSide, inputSide, width, height, new GaussianBlur(RADIUS, SIGMA, GaussianBlur.Border.REPLICATE));
    }

    /**
     * One map per image.
     *
     * @param distances per group of layers, {@code [batch, rows, columns]}. Not modified.
     * @throws IllegalArgumentException if there is no group, or the groups differ in shape, or one has other than
     *     three axes
     */
    public List<GrayF32> maps(List<Tensor> distances) {
        List<GrayF32> maps = new ArrayList<>();
        for (GrayF32 mean : means(distances)) maps.add(blur.blur(resize(enlarge(mean))));
        return maps;
    }

    GrayF32 enlarge(GrayF32 distances) {
        return BilinearResize.ALIGNED_CORNERS.resize(distances, inputWidth, inputHeight);
    }

    GrayF32 resize(GrayF32 enlarged) {
        return BilinearResize.ALIGNED_EDGES.resize(enlarged, width, height);
    }

    /** Per image, the mean over the groups. */
    static List<GrayF32> means(List<Tensor> distances) {
        int[] shape = shape(distances);
        return IntStream.range(0, shape[0])
                .mapToObj(image -> mean(distances, image, shape[1], shape[2]))
                .toList();
    }

    private static GrayF32 mean(List<Tensor> distances, int image, int rows, int columns) {
        GrayF32 mean = new GrayF32(columns, rows);
        int from = image * rows * columns;
        for (int i = 0; i < mean.data.length; i++) {
            float sum = 0;
            for (Tensor group : distances) sum += group.data()[from + i];
            mean.data[i] = sum / distances.size();
        }
        return mean;
    }

    private static int[] shape(List<Tensor> distances) {
        if (distances.isEmpty())
            throw new IllegalArgumentException("expected at least one group of distances, found none");
        int[] shape = distances.get(0).shape();
        if (shape.length != 3 || shape[1] == 0 || shape[2] == 0)
            throw new IllegalArgumentException(
                    "distances must be [batch, rows, columns], found " + Arrays.toString(shape));
        for (int group = 1; group < distances.size(); group++)
            if (!Arrays.equals(shape, distances.get(group).shape()))
                throw new IllegalArgumentException("distances of group " + group + ": expected the shape of group 0, "
                        + Arrays.toString(shape) + ", found "
                        + Arrays.toString(distances.get(group).shape()));
        return shape;
    }
}

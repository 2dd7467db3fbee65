package dev.robis.seg.refine;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.nn.sam.SamPrediction;
import dev.robis.seg.image.ImageSize;
import dev.robis.seg.sam.SamImagePredictor;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Refines coarse masks with Segment Anything, the method's SAM-Finer: the boxes around the largest components are shown
 * to SAM, its masks for them are united, and holes are filled.
 *
 * <pre>{@code
 * SamModel sam = SamFiles.standard().model("vit_b");
 * try (SamFiner finer = new SamFiner(RefineConfig.calibrated(), sam)) {
 *     GrayU8 mask = finer.refine(image, coarse, MaskRule.SINGLE);
 * }
 * }</pre>
 *
 * <p>The weights are read when the first image needs them, and held off-heap until this is closed. An image is encoded
 * once, however many boxes it has, and not at all where its mask is empty. Not safe for concurrent use.
 */
public final class SamFiner implements AutoCloseable {

    private final RefineConfig config;
    private final SamModel model;
    private SamImagePredictor sam;

    public SamFiner(RefineConfig config, SamModel model) {
        this.config = config;
        this.model = model;
    }

    public RefineConfig config() {
        return config;
    }

    /**
     * @param image bands red, green, blue, of any size; may be a sub-image. Not modified.
     * @param coarse the same scene, 0 outside of defects; usually of the size of the image or a quarter of it; may be a
     *     sub-image. Not modified.
     * @return 0 or 1, of the size of the coarse mask
     * @throws IllegalArgumentException if the weights do not fit the model, naming the tensor
     * @throws IOException if the weights are missing or damaged
     */
    public GrayU8 refine(Planar<GrayU8> image, GrayU8 coarse, MaskRule rule) throws IOException {
        if (rule == MaskRule.SKIP) return coarse.clone();
        Components components = Components.of(coarse);
        List<Component> largest = components.largest(config.boxes());
        GrayU8 refined = new GrayU8(coarse.width, coarse.height);
        if (largest.isEmpty()) return refined;
        if (sam == null) sam = model.open();
        ImageSize size = new ImageSize(coarse.width, coarse.height);
        ImageSize frame = config.input().show(image, size, sam);
        for (Component component : largest)
            unite(refined, sam.predict(component.prompt(size, frame), rule.output()), frame);
        if (config.missed() == Missed.KEEP) components.addMissing(refined);
        return Holes.fill(refined);
    }

    /** Adds what any mask of an answer has at the pixel of the frame in which the middle of a pixel lies. */
    private static void unite(GrayU8 refined, SamPrediction answer, ImageSize frame) {
        int[] rows = nearest(refined.height, frame.height());
        int[] columns = nearest(refined.width, frame.width());
        for (int i = 0; i < answer.masks(); i++) {
            byte[] mask = answer.mask(i);
            int to = 0;
            for (int row : rows) for (int column : columns) refined.data[to++] |= mask[row * frame.width() + column];
        }
    }

    private static int[] nearest(int length, int frame) {
        return IntStream.range(0, length)
                .map(i -> (int) ((i + 0.5) * frame / length))
                .toArray();
    }

    @Override
    public void close() {
        if (sam != null) sam.close();
        sam = null;
    }
}

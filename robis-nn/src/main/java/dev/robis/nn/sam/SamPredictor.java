package dev.robis.nn.sam;

import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import java.util.Arrays;
import java.util.List;

/**
 * Segment Anything: an image is set once, which is slow, and then prompted any number of times, which is fast.
 *
 * <pre>{@code
 * try (SamPredictor sam = SamPredictor.open(SamConfig.vitB(), weights)) {
 *     ImageFrame frame = sam.frame(height, width);      // resize the image to frame.resizedHeight() x resizedWidth()
 *     sam.setImage(resized, ChannelOrder.RGB, height, width);
 *     SamPrediction found = sam.predict(SamPrompt.box(26, 30, 105, 143), MaskOutput.SINGLE);
 *     byte[] mask = found.mask(0);
 * }
 * }</pre>
 *
 * <p>Owns its weights off-heap until closed. Not safe for concurrent use: pool instances.
 */
public final class SamPredictor implements AutoCloseable {

    private static final float[] PIXEL_MEAN = {123.675f, 116.28f, 103.53f};
    private static final float[] PIXEL_STD = {58.395f, 57.12f, 57.375f};

    private final SamConfig config;
    private final ImageEncoder imageEncoder;
    private final PromptEncoder promptEncoder;
    private final MaskDecoder maskDecoder;
    private ImageFrame frame;
    private Tensor embedding;

    private SamPredictor(SamConfig config, TensorSource weights) {
        this.config = config;
        this.imageEncoder = new ImageEncoder(config, weights);
        this.promptEncoder = new PromptEncoder(config, weights);
        this.maskDecoder = new MaskDecoder(config, weights, promptEncoder.imagePositions());
    }

    /** In which order an image holds its channels. The weights were trained on RGB; other images are reordered. */
    public enum ChannelOrder {
        RGB,
        BGR
    }

    /** How many masks a prompt is answered with. */
    public enum MaskOutput {
        /** One, for prompts that leave no doubt: several points, or a box. */
        SINGLE,
        /** Several, for prompts that may mean a part or a whole. */
        MULTI
    }

    /**
     * @param weights under the official names; read while opening, and not needed after
     * @throws IllegalArgumentException if a weight is missing, surplus or of another shape, naming it
     */
    public static SamPredictor open(SamConfig config, TensorSource weights) {
        SamWeights.require(config, weights);
        return new SamPredictor(config, weights);
    }

    /** The shape of the model. */
    public SamConfig config() {
        return config;
    }

    /** How an image of this size has to be resized before it is set. */
    public ImageFrame frame(int height, int width) {
        return new ImageFrame(height, width, config.imageSize());
    }

    /**
     * Encodes an image; prompts refer to it from now on.
     *
     * @param resized {@code [3, h, w]}, 0 to 255, of the size that {@link #frame} gives; the reference resizes
     *     bilinearly with antialiasing. Not modified.
     * @param order of its channels
     * @param height of the image before it was resized, pixels
     * @param width likewise
     */
    public void setImage(Tensor resized, ChannelOrder order, int height, int width) {
        ImageFrame next = frame(height, width);
        Tensor input = preprocess(resized, order, next);
        embedding = null;
        embedding = imageEncoder.encode(input);
        frame = next;
    }

    /** Normalises, then pads with zeros on the right and below: {@code [1, 3, imageSize, imageSize]}. */
    Tensor preprocess(Tensor resized, ChannelOrder order, ImageFrame target) {
        int height = target.resizedHeight();
        int width = target.resizedWidth();
        if (!Arrays.equals(resized.shape(), new int[] {3, height, width}))
            throw new IllegalArgumentException("an image of " + target.height() + "x" + target.width()
                    + " must be resized to [3, " + height + ", " + width + "], found "
                    + Arrays.toString(resized.shape()));
        int size = config.imageSize();
        Tensor input = Tensor.zeros(1, 3, size, size);
        for (int c = 0; c < 3; c++) {
            int from = order == ChannelOrder.RGB ? c : 2 - c;
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++)
                    input.data()[(c * size + y) * size + x] =
                            (resized.data()[(from * height + y) * width + x] - PIXEL_MEAN[c]) / PIXEL_STD[c];
        }
        return input;
    }

    /**
     * Answers a prompt about the image that was set.
     *
     * @param prompt in pixels of the original image
     * @throws IllegalStateException if no image was set
     */
    public SamPrediction predict(SamPrompt prompt, MaskOutput output) {
        requireImage();
        SamPrompt placed = frame.toSquare(prompt);
        MaskDecoder.Decoded all =
                maskDecoder.decode(embedding, promptEncoder.sparse(placed), promptEncoder.dense(placed));
        int from = output == MaskOutput.SINGLE ? 0 : 1;
        int to = output == MaskOutput.SINGLE ? 1 : config.decoder().masks();
        Tensor low = slice(all.masks(), from, to);
        return new SamPrediction(frame.toOriginal(low), slice(all.iou(), from, to), low);
    }

    /** Answers several prompts, each on its own. */
    public List<SamPrediction> predict(List<SamPrompt> prompts, MaskOutput output) {
        return prompts.stream().map(prompt -> predict(prompt, output)).toList();
    }

    /**
     * The embedding of the image that was set, {@code [width, grid, grid]}.
     *
     * @throws IllegalStateException if no image was set
     */
    public Tensor imageEmbedding() {
        requireImage();
        int pixels = config.grid() * config.grid();
        Tensor planes = Tensor.zeros(config.width(), config.grid(), config.grid());
        for (int i = 0; i < pixels; i++)
            for (int c = 0; c < config.width(); c++)
                planes.data()[c * pixels + i] = embedding.data()[i * config.width() + c];
        return planes;
    }

    /**
     * Goes back to an image that was encoded before, by a predictor with the same weights.
     *
     * @param planes as {@link #imageEmbedding} gave them. Not modified.
     * @param height of the image before it was resized, pixels
     * @param width likewise
     */
    public void setImageEmbedding(Tensor planes, int height, int width) {
        int grid = config.grid();
        if (!Arrays.equals(planes.shape(), new int[] {config.width(), grid, grid}))
            throw new IllegalArgumentException("an image embedding must be [" + config.width() + ", " + grid + ", "
                    + grid + "], found " + Arrays.toString(planes.shape()));
        frame = frame(height, width);
        Tensor rows = Tensor.zeros(grid * grid, config.width());
        for (int i = 0; i < grid * grid; i++)
            for (int c = 0; c < config.width(); c++)
                rows.data()[i * config.width() + c] = planes.data()[c * grid * grid + i];
        embedding = rows;
    }

    private static Tensor slice(Tensor tensor, int from, int to) {
        int[] shape = tensor.shape().clone();
        int each = tensor.data().length / shape[0];
        shape[0] = to - from;
        return new Tensor(shape, Arrays.copyOfRange(tensor.data(), from * each, to * each));
    }

    private void requireImage() {
        if (embedding == null) throw new IllegalStateException("set an image before prompting");
    }

    @Override
    public void close() {
        imageEncoder.close();
        promptEncoder.close();
        maskDecoder.close();
    }
}

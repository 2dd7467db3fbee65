package dev.robis.seg.sam;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.nn.sam.ImageFrame;
import dev.robis.nn.sam.SamConfig;
import dev.robis.nn.sam.SamPrediction;
import dev.robis.nn.sam.SamPredictor;
import dev.robis.nn.sam.SamPredictor.ChannelOrder;
import dev.robis.nn.sam.SamPredictor.MaskOutput;
import dev.robis.nn.sam.SamPrompt;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.image.ImageSize;
import dev.robis.seg.image.PillowResize;

/**
 * Segment Anything for an image as it was read: sets it, resized as the weights expect (Pillow's antialiased bilinear),
 * and answers prompts in its pixels.
 *
 * <p>Owns its weights off-heap until closed. Not safe for concurrent use: pool instances.
 */
public final class SamImagePredictor implements ImagePredictor, AutoCloseable {

    private static final int BANDS = 3;

    private final SamPredictor predictor;
    private boolean imageIsSet;

    private SamImagePredictor(SamPredictor predictor) {
        this.predictor = predictor;
    }

    /**
     * @param weights under the official names; read while opening, and not needed after
     * @throws IllegalArgumentException if a weight is missing, surplus or of another shape, naming it
     */
    public static SamImagePredictor open(SamConfig config, TensorSource weights) {
        return new SamImagePredictor(SamPredictor.open(config, weights));
    }

    /** The shape of the model. */
    public SamConfig config() {
        return predictor.config();
    }

    /**
     * Encodes an image, which is slow; prompts refer to it from now on.
     *
     * @param image three bands, 0 to 255, of any size; may be a sub-image. Not modified.
     * @param order what its bands are
     */
    @Override
    public void setImage(Planar<GrayU8> image, ChannelOrder order) {
        if (image.getNumBands() != BANDS)
            throw new IllegalArgumentException("expected 3 bands, found " + image.getNumBands());
        ImageFrame frame = predictor.frame(image.height, image.width);
        ImageSize size = new ImageSize(frame.resizedWidth(), frame.resizedHeight());
        Planar<GrayU8> resized = new PillowResize(new ImageSize(image.width, image.height), size).apply(image);
        imageIsSet = false;
        predictor.setImage(tensor(resized), order, image.height, image.width);
        imageIsSet = true;
    }

    /** Forgets the image that was set. */
    @Override
    public void resetImage() {
        imageIsSet = false;
    }

    /**
     * Answers a prompt about the image that was set.
     *
     * @param prompt in pixels of that image
     * @throws IllegalStateException if no image was set
     */
    @Override
    public SamPrediction predict(SamPrompt prompt, MaskOutput output) {
        if (!imageIsSet) throw new IllegalStateException("set an image before prompting");
        return predictor.predict(prompt, output);
    }

    private static Tensor tensor(Planar<GrayU8> image) {
        int pixels = image.width * image.height;
        Tensor tensor = Tensor.zeros(BANDS, image.height, image.width);
        for (int b = 0; b < BANDS; b++) {
            byte[] band = image.getBand(b).data;
            for (int i = 0; i < pixels; i++) tensor.data()[b * pixels + i] = band[i] & 0xff;
        }
        return tensor;
    }

    @Override
    public void close() {
        predictor.close();
    }
}

package dev.robis.seg.refine;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.nn.sam.SamPredictor.ChannelOrder;
import dev.robis.seg.image.ImageSize;
import dev.robis.seg.sam.SamImagePredictor;

/** How an image is shown to Segment Anything. */
public enum SamInput {
    /**
     * As in the reference: shrunk to the size of the mask without antialiasing, which SAM enlarges again, and with red
     * and blue exchanged, because the reference hands OpenCV's channels to a predictor that expects RGB.
     */
    SHRUNK_BGR {
        @Override
        ImageSize show(Planar<GrayU8> image, ImageSize mask, SamImagePredictor sam) {
            sam.setImage(AlignedZoom.apply(image, mask), ChannelOrder.BGR);
            return mask;
        }
    },

    /** As it is. */
    WHOLE_RGB {
        @Override
        ImageSize show(Planar<GrayU8> image, ImageSize mask, SamImagePredictor sam) {
            sam.setImage(image, ChannelOrder.RGB);
            return new ImageSize(image.width, image.height);
        }
    };

    /**
     * @param image bands red, green, blue. Not modified.
     * @return size of what SAM was shown: the frame of prompts and answers
     */
    abstract ImageSize show(Planar<GrayU8> image, ImageSize mask, SamImagePredictor sam);
}

package dev.robis.seg.sam;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.nn.sam.SamPrediction;
import dev.robis.nn.sam.SamPredictor.ChannelOrder;
import dev.robis.nn.sam.SamPredictor.MaskOutput;
import dev.robis.nn.sam.SamPrompt;

/** What the search for masks needs of a predictor; as {@link SamImagePredictor} documents it. */
interface ImagePredictor {

    void setImage(Planar<GrayU8> image, ChannelOrder order);

    SamPrediction predict(SamPrompt prompt, MaskOutput output);

    void resetImage();
}

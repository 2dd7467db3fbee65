package dev.robis.seg.result;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What was found in one image. The images belong to the caller. As JSON it has {@code score}, {@code threshold}, {@code
 * imageThreshold}, {@code regions} and {@code defective}; images are better sent as images, and the explanation by itself.
 *
 * <p>Two questions, two thresholds. Whether the image is defective is decided by its score alone, so that the false-alarm
 * rate means what it says. The mask says where; it may mark something on an image that is not called defective, and nothing
 * on one whose defect is thinner than the mask's opening.
 *
 * @param anomalyMap of the size of the image; 0 to 255 is what defect-free images reach, defects go beyond
 * @param mask of the size of the image; 1 where there is a defect
 * @param score of the whole image: the largest of the anomaly map before it was enlarged
 * @param threshold that made the mask, on the scale of the map
 * @param imageThreshold beyond which the score calls the image defective
 * @param regions the 8-connected parts of the mask, largest first
 * @param explanation which statistic decided what
 */
public record Segmentation(
        @JsonIgnore GrayF32 anomalyMap,
        @JsonIgnore GrayU8 mask,
        double score,
        double threshold,
        double imageThreshold,
        List<Region> regions,
        @JsonIgnore Explanation explanation) {

    public Segmentation {
        regions = List.copyOf(regions);
    }

    /** Whether the image as a whole is called defective. */
    @JsonProperty
    public boolean defective() {
        return score > imageThreshold;
    }
}

package dev.robis.seg;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What was found in one image. The images belong to the caller. As JSON it has {@code score}, {@code threshold}, {@code
 * regions} and {@code defective}; images are better sent as images.
 *
 * @param anomalyMap of the size of the image; 0 to 255 is what defect-free images reach, defects go beyond
 * @param mask of the size of the image; 1 where there is a defect
 * @param score of the whole image: the largest of the anomaly map before it was enlarged
 * @param threshold that made the mask, on the scale of the map
 * @param regions the 8-connected parts of the mask, largest first
 */
public record Segmentation(
        @JsonIgnore GrayF32 anomalyMap, @JsonIgnore GrayU8 mask, double score, double threshold, List<Region> regions) {

    public Segmentation {
        regions = List.copyOf(regions);
    }

    /** Whether there is a defect at all. */
    @JsonProperty
    public boolean defective() {
        return !regions.isEmpty();
    }
}

package dev.robis.seg.detector;

import dev.robis.seg.data.Sample;
import java.util.List;

/**
 * The good images of one or more products.
 *
 * @param products their names, for the record
 * @param train what is learned from
 * @param heldOut good images that are not learned from; empty where there are too few images to spare any
 * @param few whether the training images are a few-shot choice, to be turned, moved and mirrored
 */
public record TrainingImages(String products, List<Sample> train, List<Sample> heldOut, boolean few) {

    public TrainingImages {
        train = List.copyOf(train);
        heldOut = List.copyOf(heldOut);
    }
}

package dev.robis.seg.sam;

import dev.robis.nn.sam.SamPrediction;
import dev.robis.nn.sam.SamPrompt;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what is good enough of the masks found in a crop.
 *
 * @param width of the image, pixels
 * @param height likewise
 */
record MaskFilter(AutomaticMaskConfig config, Crop crop, int width, int height) {

    /**
     * @param point in the crop
     * @param prediction for it, in the size of the crop. Not modified.
     * @return the good masks, in the image
     */
    List<AutomaticMask> apply(SamPrompt.Point point, SamPrediction prediction) {
        List<AutomaticMask> good = new ArrayList<>();
        BoundingBox at = crop.box();
        SamPrompt.Point placed = new SamPrompt.Point(point.x() + at.x(), point.y() + at.y(), point.label());
        float[] logits = prediction.logits().data();
        int pixels = at.width() * at.height();
        for (int i = 0; i < prediction.masks(); i++) {
            float iou = prediction.iou().data()[i];
            if (config.predictedIouThreshold() > 0 && !(iou > (float) config.predictedIouThreshold())) continue;
            float stability = Stability.score(logits, i * pixels, (i + 1) * pixels, config.stabilityOffset());
            if (config.stabilityThreshold() > 0 && !(stability >= (float) config.stabilityThreshold())) continue;
            RunLengths mask = RunLengths.positive(logits, i * pixels, at, width, height);
            BoundingBox box = box(mask);
            if (!crop.mayCut(box, width, height)) good.add(new AutomaticMask(mask, box, iou, placed, stability, at));
        }
        return good;
    }

    /** An empty mask, which only thresholds of 0 let through, lies at the corner of its crop. */
    private BoundingBox box(RunLengths mask) {
        BoundingBox box = mask.box();
        return mask.area() == 0 ? box.movedBy(crop.box().x(), crop.box().y()) : box;
    }
}

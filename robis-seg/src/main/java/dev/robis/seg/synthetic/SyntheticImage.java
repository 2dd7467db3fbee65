package dev.robis.seg.synthetic;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.util.Optional;

/**
 * One photograph with its ground truth.
 *
 * @param image three bands: red, green, blue
 * @param mask of the same size: 1 on the defect, else 0
 * @param defect empty if the product is good
 */
public record SyntheticImage(Planar<GrayU8> image, GrayU8 mask, Optional<Defect> defect) {}

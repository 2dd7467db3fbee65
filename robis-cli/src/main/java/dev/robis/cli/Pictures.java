package dev.robis.cli;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.eval.ImageResult;
import dev.robis.eval.overlay.HeatScale;
import dev.robis.eval.overlay.Overlays;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.result.Segmentation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What a person wants to see of a segmentation: the image with contours, and the heat beside it. */
final class Pictures {

    /** Good images reach 255; twice as much is bright. */
    private static final HeatScale SCALE = new HeatScale(510);

    private Pictures() {}

    static Planar<GrayU8> of(Planar<GrayU8> image, Segmentation found, Optional<Path> groundTruth) throws IOException {
        ImageResult full = ImageResult.unlabelled("picture")
                .withMap(found.anomalyMap())
                .withMask(found.mask())
                .resized(image.width, image.height);
        Planar<GrayU8> marked = Overlays.contour(image, full.mask().orElseThrow(), Overlays.FOUND);
        if (groundTruth.isPresent())
            marked = Overlays.contour(marked, ImageFiles.readMask(groundTruth.get()), Overlays.TRUTH);
        return Overlays.sideBySide(
                image, marked, Overlays.heat(image, full.map().orElseThrow(), SCALE));
    }
}

package dev.robis.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.robis.seg.result.Region;
import dev.robis.seg.result.Segmentation;
import java.util.List;

/**
 * A line of {@code results.jsonl}.
 *
 * @param image absolute path
 * @param bytes length of its file
 * @param modified when its file was written last, milliseconds since 1970
 * @param bundle SHA-256 of the model that judged it
 * @param decision what else decided
 * @param name what its results are called
 * @param score of the image
 * @param threshold above which pixels are defective
 * @param imageThreshold beyond which the score calls the image defective
 * @param defective whether it does
 * @param regions the defects, largest first
 */
@JsonPropertyOrder({
    "image",
    "name",
    "defective",
    "score",
    "imageThreshold",
    "threshold",
    "regions",
    "bundle",
    "decision",
    "bytes",
    "modified"
})
record SegmentedImage(
        String image,
        long bytes,
        long modified,
        String bundle,
        String decision,
        String name,
        double score,
        double threshold,
        double imageThreshold,
        boolean defective,
        List<Region> regions) {

    static SegmentedImage of(
            ImageInput input, FileVersion version, String bundle, String decision, Segmentation found) {
        return new SegmentedImage(
                input.absolute(),
                version.bytes(),
                version.modified(),
                bundle,
                decision,
                input.key(),
                found.score(),
                found.threshold(),
                found.imageThreshold(),
                found.defective(),
                found.regions());
    }

    /** The same in short, for tables. */
    Row row() {
        long pixels = regions.stream().mapToLong(Region::area).sum();
        return new Row(image, defective, score, threshold, regions.size(), pixels, imageThreshold);
    }

    /** A line of {@code results.csv}. */
    @JsonPropertyOrder({"image", "defective", "score", "threshold", "regions", "defectPixels", "imageThreshold"})
    record Row(
            String image,
            boolean defective,
            double score,
            double threshold,
            int regions,
            long defectPixels,
            double imageThreshold) {}
}

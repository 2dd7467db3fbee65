package dev.robis.seg.data;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * One image of a data set.
 *
 * @param image the image file
 * @param name path below the split without extension and with forward slashes, as outputs are named: {@code
 *     bad/000_regular}, or {@code 000_regular} in a flat split; unique within the split
 * @param split part of the data set
 * @param kind what is known of the image
 * @param defectType {@code good}, the name of the defect, {@code bad} where the data set has no names for its defects, or
 *     {@code unknown}
 * @param groundTruth the mask of the defect, of any non-zero value; empty where there is none
 */
public record Sample(Path image, String name, Split split, Kind kind, String defectType, Optional<Path> groundTruth) {

    static final String GOOD = "good";
    static final String BAD = "bad";
    static final String UNKNOWN = "unknown";

    public Sample {
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(split, "split");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(defectType, "defectType");
        Objects.requireNonNull(groundTruth, "groundTruth");
        if (name.isEmpty()) throw new IllegalArgumentException("name must not be empty: " + image);
    }

    static Sample good(ImageFile file, String folder, Split split) {
        return new Sample(file.path(), nameIn(folder, file), split, Kind.GOOD, GOOD, Optional.empty());
    }

    static Sample unknown(ImageFile file, Split split) {
        return new Sample(file.path(), file.stem(), split, Kind.UNKNOWN, UNKNOWN, Optional.empty());
    }

    static String nameIn(String folder, ImageFile file) {
        return folder.isEmpty() ? file.stem() : folder + "/" + file.stem();
    }

    Sample in(Split other) {
        return new Sample(image, name, other, kind, defectType, groundTruth);
    }
}

package dev.robis.seg.submission;

import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.ImageSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares sizes with those of the source images, where these are at hand: all files have the size of their images, or all a
 * quarter of it. Files without a source image must have the size of the others of their object.
 */
final class SubmissionSizes {

    private static final int QUARTER = 4;

    private final Path images; // null if they are not at hand
    private final Map<String, ImageSize> firstOfObject = new HashMap<>();
    private int divisor; // of all sizes; 0 until the first is known
    private int withoutImage;

    /**
     * @param images folder of the objects; null if there is none
     */
    SubmissionSizes(Path images) {
        this.images = images;
    }

    Optional<Fault> check(SubmissionFile file, ImageSize found) throws IOException {
        Path image = images == null
                ? null
                : images.resolve(file.object())
                        .resolve(file.split().folderName())
                        .resolve(file.stem() + ".png");
        if (image == null || !Files.isRegularFile(image)) {
            withoutImage++;
            ImageSize first = firstOfObject.computeIfAbsent(file.object(), object -> found);
            return fault(file, found, first, first + " as the others of " + file.object());
        }
        ImageSize full = ImageFiles.size(image);
        if (divisor == 0) divisor = found.equals(quarter(full)) ? QUARTER : 1;
        firstOfObject.putIfAbsent(file.object(), found);
        return divisor == 1
                ? fault(
                        file,
                        found,
                        full,
                        full + ", the size of the image" + (found.equals(quarter(full)) ? ", as others have" : ""))
                : fault(file, found, quarter(full), quarter(full) + ", a quarter of the image as others have");
    }

    private static ImageSize quarter(ImageSize full) {
        return new ImageSize(Math.max(1, full.width() / QUARTER), Math.max(1, full.height() / QUARTER));
    }

    private static Optional<Fault> fault(SubmissionFile file, ImageSize found, ImageSize right, String expected) {
        return found.equals(right)
                ? Optional.empty()
                : Optional.of(new Fault(Fault.Kind.SIZE, file.path(), expected, found.toString()));
    }

    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (divisor == QUARTER)
            warnings.add(
                    "maps and masks have a quarter of the size of their images, as those of the reference; the server "
                            + "does not say what it makes of them");
        if (withoutImage > 0)
            warnings.add(withoutImage + " files have no source image"
                    + (images == null ? "" : " in " + images)
                    + ": their sizes are only compared with each other");
        return warnings;
    }
}

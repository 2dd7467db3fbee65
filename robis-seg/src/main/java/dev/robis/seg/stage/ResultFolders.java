package dev.robis.seg.stage;

import dev.robis.seg.data.Sample;
import dev.robis.seg.data.Split;
import java.nio.file.Path;

/**
 * Where the reference puts its results. Those of validation images, which are all good, have no folder {@code good}.
 *
 * @param crops tiles of images, {@code CATEGORY/SPLIT/NAME_RC.png}
 * @param maps anomaly maps, {@code anomaly_images/CATEGORY/SPLIT/NAME.tiff}, of tiles {@code NAME_RC.tiff}
 * @param masks {@code anomaly_images_thresholded/CATEGORY/SPLIT/NAME.png}, refined ones too; what those were before is
 *     in {@code anomaly_images_coarse}
 */
public record ResultFolders(Path crops, Path maps, Path masks) {

    private static final String GOOD = "good/";

    /** Folder of a split's tiles. */
    public Path crops(String category, Split split) {
        return crops.resolve(category).resolve(split.folderName());
    }

    /** Folder of a split's maps. */
    public Path maps(String category, Split split) {
        return maps.resolve("anomaly_images").resolve(category).resolve(split.folderName());
    }

    /** Folder of a split's masks. */
    public Path masks(String category, Split split) {
        return masks.resolve("anomaly_images_thresholded").resolve(category).resolve(split.folderName());
    }

    /** File of an image's map. */
    public Path map(String category, Sample sample) {
        return map(category, sample.split(), sample.name());
    }

    /** File of the map of an image or a tile, by its name. */
    Path map(String category, Split split, String name) {
        return maps(category, split).resolve(flat(split, name) + ".tiff");
    }

    /** File of an image's mask. */
    public Path mask(String category, Sample sample) {
        return masks(category, sample.split()).resolve(flat(sample.split(), sample.name()) + ".png");
    }

    /** File of an image's mask as it was before it was refined. */
    public Path coarseMask(String category, Sample sample) {
        return masks.resolve("anomaly_images_coarse")
                .resolve(category)
                .resolve(sample.split().folderName())
                .resolve(flat(sample.split(), sample.name()) + ".png");
    }

    private static String flat(Split split, String name) {
        return split == Split.VALIDATION && name.startsWith(GOOD) ? name.substring(GOOD.length()) : name;
    }
}

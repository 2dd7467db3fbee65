package dev.robis.seg.data;

import dev.robis.seg.data.DatasetWarning.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The defect-free images of a split, in its subfolder {@code good}, as both MVTec data sets have them. */
final class GoodFolder {

    private GoodFolder() {}

    static boolean isIn(Path category, Split split) {
        return Files.isDirectory(path(category, split));
    }

    /** Images of a split that may be missing. */
    static List<Sample> read(Path category, Split split, Warnings warnings) throws IOException {
        List<Sample> samples = new ArrayList<>();
        Path good = path(category, split);
        if (!Files.isDirectory(good.getParent())) return samples;
        for (Path folder : Folder.subfolders(good.getParent(), warnings)) {
            if (!folder.equals(good)) warnings.add(Problem.UNEXPECTED_FOLDER, folder);
            else
                for (ImageFile image : Folder.images(good, warnings))
                    samples.add(Sample.good(image, Sample.GOOD, split));
        }
        return samples;
    }

    /**
     * Images to train on.
     *
     * @throws DatasetException if the folder is missing or holds no usable image
     */
    static List<Sample> readTrain(Path category, Warnings warnings) throws IOException {
        Path good = path(category, Split.TRAIN);
        if (!Files.isDirectory(good)) {
            Path nearest = Files.isDirectory(good.getParent()) ? good.getParent() : category;
            throw new DatasetException("no folder " + good + ": expected the defect-free images there, found in "
                    + nearest + ": " + Folder.describe(nearest));
        }
        List<Sample> samples = read(category, Split.TRAIN, warnings);
        if (samples.isEmpty()) throw noImages(good, warnings);
        return samples;
    }

    static DatasetException noImages(Path folder, Warnings warnings) throws IOException {
        List<DatasetWarning> problems = warnings.list();
        return new DatasetException("no usable image in " + folder
                + ": expected png, jpg, jpeg, bmp, tif or tiff files, found " + Folder.describe(folder)
                + (problems.isEmpty() ? "" : " " + problems));
    }

    private static Path path(Path category, Split split) {
        return category.resolve(split.folderName()).resolve(Sample.GOOD);
    }
}

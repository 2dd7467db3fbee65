package dev.robis.seg.data;

import dev.robis.seg.data.DatasetWarning.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Test images sorted into one folder per defect, and one for {@code good}; masks in folders of the same names beside or
 * inside it.
 *
 * @param images holds {@code good} and the defects
 * @param truth holds a folder of masks per defect; may be absent
 */
record LabelledFolder(Path images, Path truth) {

    private static final String MASK_SUFFIX = "_mask";

    List<Sample> read(Warnings warnings) throws IOException {
        List<Sample> samples = new ArrayList<>();
        if (!Files.isDirectory(images)) return samples;
        Map<String, Masks> masks = masks(warnings);
        for (Path folder : Folder.subfolders(images, warnings)) {
            if (folder.equals(truth)) continue;
            String type = Folder.name(folder);
            Masks ofType = masks.getOrDefault(type, Masks.none());
            for (ImageFile image : Folder.images(folder, warnings)) samples.add(sample(image, type, ofType, warnings));
        }
        masks.values()
                .forEach(left -> left.byStem.values().forEach(path -> warnings.add(Problem.MASK_WITHOUT_IMAGE, path)));
        return samples;
    }

    private static Sample sample(ImageFile image, String type, Masks masks, Warnings warnings) {
        Optional<Path> mask = masks.take(image.stem());
        boolean good = type.equals(Sample.GOOD);
        if (!good && mask.isEmpty()) warnings.add(Problem.MISSING_MASK, image.path());
        return new Sample(
                image.path(), Sample.nameIn(type, image), Split.TEST_PUBLIC, good ? Kind.GOOD : Kind.BAD, type, mask);
    }

    private Map<String, Masks> masks(Warnings warnings) throws IOException {
        Map<String, Masks> masks = new LinkedHashMap<>();
        if (!Files.isDirectory(truth)) return masks;
        for (Path folder : Folder.subfolders(truth, warnings))
            masks.put(Folder.name(folder), Masks.in(folder, warnings));
        return masks;
    }

    /** Masks of one folder that have not found their image yet: {@code NAME_mask.png}, or {@code NAME.png}. */
    record Masks(Map<String, Path> byStem) {

        static Masks none() {
            return new Masks(new LinkedHashMap<>());
        }

        static Masks in(Path folder, Warnings warnings) throws IOException {
            Masks masks = none();
            for (ImageFile mask : Folder.images(folder, warnings)) masks.byStem.put(mask.stem(), mask.path());
            return masks;
        }

        Optional<Path> take(String imageStem) {
            Path mask = byStem.remove(imageStem + MASK_SUFFIX);
            return Optional.ofNullable(mask != null ? mask : byStem.remove(imageStem));
        }
    }
}

package dev.robis.seg.data;

import dev.robis.seg.data.DatasetWarning.Problem;
import dev.robis.seg.data.VisaSplit.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** VisA (Zou et al., ECCV 2022): normal and anomalous images apart, split by a file over all categories. */
final class VisaLayout implements Layout {

    private static final Path NORMAL = Path.of("Data", "Images", "Normal");
    private static final Path ANOMALY = Path.of("Data", "Images", "Anomaly");
    private static final Path MASKS = Path.of("Data", "Masks", "Anomaly");
    /** Share of the normal images that the official split tests on: one in ten. */
    private static final int TEST_EVERY = 10;

    @Override
    public String description() {
        return "VisA (Data/Images/Normal)";
    }

    @Override
    public boolean fits(Path folder) {
        return Files.isDirectory(folder.resolve(NORMAL));
    }

    @Override
    public List<Sample> read(Path folder, Warnings warnings) throws IOException {
        if (!fits(folder))
            throw new DatasetException("no folder " + folder.resolve(NORMAL)
                    + ": expected normal images there, found in " + folder + ": " + Folder.describe(folder));
        Map<Path, Sample> found = images(folder, warnings);
        Path root = Optional.ofNullable(folder.getParent()).orElse(folder);
        Optional<List<Row>> split = VisaSplit.read(root, Folder.name(folder));
        List<Sample> samples =
                split.isPresent() ? listed(found, split.get(), warnings) : unlisted(found, root, warnings);
        if (samples.stream().noneMatch(sample -> sample.split() == Split.TRAIN))
            throw GoodFolder.noImages(folder.resolve(NORMAL), warnings);
        return samples;
    }

    /** All usable images by path, as if every one were for the test. */
    private static Map<Path, Sample> images(Path folder, Warnings warnings) throws IOException {
        Map<Path, Sample> found = new LinkedHashMap<>();
        Map<String, String> defects = VisaSplit.defects(folder);
        Path masksFolder = folder.resolve(MASKS);
        LabelledFolder.Masks masks = Files.isDirectory(masksFolder)
                ? LabelledFolder.Masks.in(masksFolder, warnings)
                : LabelledFolder.Masks.none();
        if (Files.isDirectory(folder.resolve(ANOMALY))) {
            for (ImageFile image : Folder.images(folder.resolve(ANOMALY), warnings)) {
                Optional<Path> mask = masks.take(image.stem());
                if (mask.isEmpty()) warnings.add(Problem.MISSING_MASK, image.path());
                found.put(
                        image.path(),
                        new Sample(
                                image.path(),
                                Sample.nameIn(Sample.BAD, image),
                                Split.TEST_PUBLIC,
                                Kind.BAD,
                                defects.getOrDefault(image.stem(), Sample.BAD),
                                mask));
            }
        }
        masks.byStem().values().forEach(path -> warnings.add(Problem.MASK_WITHOUT_IMAGE, path));
        for (ImageFile image : Folder.images(folder.resolve(NORMAL), warnings))
            found.put(image.path(), Sample.good(image, Sample.GOOD, Split.TEST_PUBLIC));
        return found;
    }

    private static List<Sample> listed(Map<Path, Sample> found, List<Row> rows, Warnings warnings) {
        Map<Path, Sample> left = new LinkedHashMap<>(found);
        List<Sample> samples = new ArrayList<>();
        for (Row row : rows) {
            Sample sample = left.remove(row.image());
            if (sample == null) warnings.add(Problem.LISTED_BUT_MISSING, row.image());
            else samples.add(sample.in(row.split()));
        }
        left.keySet().forEach(path -> warnings.add(Problem.NOT_LISTED, path));
        return samples;
    }

    private static List<Sample> unlisted(Map<Path, Sample> found, Path root, Warnings warnings) {
        warnings.add(Problem.NO_SPLIT_FILE, root.resolve(VisaSplit.FILE));
        List<Sample> samples = new ArrayList<>();
        int normal = 0;
        for (Sample sample : found.values()) {
            boolean train = sample.kind() == Kind.GOOD && ++normal % TEST_EVERY != 0;
            samples.add(train ? sample.in(Split.TRAIN) : sample);
        }
        return samples;
    }
}

package dev.robis.seg.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The images of one product category, whatever their layout on disk.
 *
 * <pre>{@code
 * Dataset can = Dataset.mvtecAd2(root, "can");
 * can.warnings().forEach(warning -> log.warn("{}", warning));
 * for (Sample sample : can.samples(Split.TEST_PUBLIC)) ...
 * }</pre>
 *
 * <p>Folders are listed once, when the data set is made; images are never opened. Where a method takes {@code root} and
 * {@code category}, {@code root} may also be the category's folder itself. Files that cannot be used are left out and counted
 * in {@link #warnings()}; a missing test or validation split is simply empty.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class Dataset {

    private final Path folder;
    private final Map<Split, List<Sample>> samples;
    private final List<DatasetWarning> warnings;

    private Dataset(Path folder, Map<Split, List<Sample>> samples, List<DatasetWarning> warnings) {
        this.folder = folder;
        this.samples = samples;
        this.warnings = warnings;
    }

    /**
     * MVTec AD 2: {@code train/good}, {@code validation/good}, {@code test_public/{good,bad,ground_truth/bad}}, {@code
     * test_private}, {@code test_private_mixed}.
     *
     * @throws DatasetException if the category or its {@code train/good} is missing or holds no image
     */
    public static Dataset mvtecAd2(Path root, String category) throws IOException {
        return read(new MvtecAd2Layout(), CategoryFolder.locate(root, category));
    }

    /**
     * MVTec AD: {@code train/good}, {@code test/{good,DEFECT}}, {@code ground_truth/DEFECT/NAME_mask.png}.
     *
     * @throws DatasetException if the category or its {@code train/good} is missing or holds no image
     */
    public static Dataset mvtecAd(Path root, String category) throws IOException {
        return read(new MvtecAdLayout(), CategoryFolder.locate(root, category));
    }

    /**
     * VisA: {@code Data/Images/{Normal,Anomaly}} and {@code Data/Masks/Anomaly}, split by {@code split_csv/1cls.csv} in the
     * root. Without that file every tenth normal image is kept for the test. Samples are named {@code good/NAME} and
     * {@code bad/NAME}; the defects' names come from {@code image_anno.csv} where present.
     *
     * @throws DatasetException if the category or its normal images are missing, or a CSV file cannot be understood
     */
    public static Dataset visa(Path root, String category) throws IOException {
        return read(new VisaLayout(), CategoryFolder.locate(root, category));
    }

    /**
     * A folder of defect-free images with its subfolders, all for training; its name is the category.
     *
     * @see #withValidationShare
     * @throws DatasetException if it is missing or holds no image
     */
    public static Dataset folder(Path folder) throws IOException {
        return read(new PlainLayout(), CategoryFolder.existing(folder));
    }

    /**
     * A category in whichever layout is found.
     *
     * @throws DatasetException if the category is missing or nothing fits; the message lists what was looked for
     */
    public static Dataset detect(Path root, String category) throws IOException {
        return detected(CategoryFolder.locate(root, category));
    }

    /** As {@link #detect(Path, String)}, given the category's folder. */
    public static Dataset detect(Path categoryFolder) throws IOException {
        return detected(CategoryFolder.existing(categoryFolder));
    }

    /**
     * Names of the categories in a folder, in order; if the folder is itself a category, its name. Plain folders of images are
     * no categories here.
     *
     * @throws DatasetException if there is no such folder
     */
    public static List<String> categories(Path root) throws IOException {
        Path folder = CategoryFolder.existing(root);
        if (CategoryFolder.isCategory(folder)) return List.of(Folder.name(folder));
        List<String> names = new ArrayList<>();
        for (Path sub : Folder.subfolders(folder)) if (CategoryFolder.isCategory(sub)) names.add(Folder.name(sub));
        return Collections.unmodifiableList(names);
    }

    private static Dataset detected(Path folder) throws IOException {
        for (Layout layout : Layout.ALL) if (layout.fits(folder)) return read(layout, folder);
        throw new DatasetException("no known data set layout in " + folder + ": looked for "
                + Layout.ALL.stream().map(Layout::description).collect(Collectors.joining("; ")) + "; found "
                + Folder.describe(folder) + CategoryFolder.categoriesHint(folder));
    }

    private static Dataset read(Layout layout, Path folder) throws IOException {
        Warnings warnings = new Warnings(folder);
        Map<Split, List<Sample>> samples = layout.read(folder, warnings).stream()
                .sorted(Comparator.comparing(Sample::name, NaturalOrder.INSTANCE))
                .collect(Collectors.groupingBy(
                        Sample::split, () -> new EnumMap<>(Split.class), Collectors.toUnmodifiableList()));
        return new Dataset(folder, samples, List.copyOf(warnings.list()));
    }

    /** Name of the category. */
    public String category() {
        return Folder.name(folder);
    }

    /** The folder that holds the category's folder, absolute. */
    public Path root() {
        return Optional.ofNullable(folder.getParent()).orElse(folder);
    }

    /** The images of a split in natural order of their names; empty if the data set lacks the split. */
    public List<Sample> samples(Split split) {
        return samples.getOrDefault(split, List.of());
    }

    /** The splits that hold images. */
    public Set<Split> splits() {
        return samples.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(samples.keySet()));
    }

    /** What is wrong with the files, at most one warning per kind of problem. */
    public List<DatasetWarning> warnings() {
        return warnings;
    }

    /**
     * Holds training images out for validation: evenly spaced ones, at least one, and never the last that is left to train on.
     *
     * @param share of the training images, above 0 and below 1
     * @return this data set if it has validation images of its own, or a single training image
     */
    public Dataset withValidationShare(double share) {
        if (!(share > 0 && share < 1))
            throw new IllegalArgumentException("share must be above 0 and below 1, found " + share);
        List<Sample> all = samples(Split.TRAIN);
        if (!samples(Split.VALIDATION).isEmpty() || all.size() < 2) return this;
        int count = (int) Math.max(1, Math.min(all.size() - 1L, Math.round(share * all.size())));
        List<Sample> train = new ArrayList<>(), validation = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            // One sample at each step of the line from 0 to count.
            boolean held = (i + 1L) * count / all.size() > (long) i * count / all.size();
            if (held) validation.add(all.get(i).in(Split.VALIDATION));
            else train.add(all.get(i));
        }
        Map<Split, List<Sample>> divided = new EnumMap<>(samples);
        divided.put(Split.TRAIN, List.copyOf(train));
        divided.put(Split.VALIDATION, List.copyOf(validation));
        return new Dataset(folder, divided, warnings);
    }

    /**
     * @param training the only images to train on; others of its training images are in no split any more
     */
    public Dataset withTraining(List<Sample> training) {
        Map<Split, List<Sample>> changed = new EnumMap<>(Split.class);
        changed.putAll(samples);
        changed.put(Split.TRAIN, List.copyOf(training));
        return new Dataset(folder, changed, warnings);
    }

    @Override
    public String toString() {
        return category() + " in " + root()
                + samples.entrySet().stream()
                        .map(e -> e.getKey().folderName() + " " + e.getValue().size())
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}

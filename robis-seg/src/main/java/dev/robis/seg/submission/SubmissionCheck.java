package dev.robis.seg.submission;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.ImageSize;
import dev.robis.seg.image.MapFiles;
import dev.robis.seg.image.UnreadableImageException;
import dev.robis.seg.progress.StageListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Looks for everything that the benchmark's server would refuse in a run's maps and masks: every name at every level, every
 * header, every pixel. One file is in memory at a time.
 *
 * <p>The folders of other splits, such as {@code test_public}, are left out with a warning; anything else that does not
 * belong into a submission is a fault.
 */
public final class SubmissionCheck {

    private final SubmissionSpec spec;
    private final boolean partial;
    private final List<Fault> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * @param partial whether files may be missing
     */
    public SubmissionCheck(SubmissionSpec spec, boolean partial) {
        this.spec = spec;
        this.partial = partial;
    }

    /**
     * @param maps folder that holds {@code anomaly_images}
     * @param masks folder that holds {@code anomaly_images_thresholded}, or none, which is fine
     * @param images folder of the objects' source images, to compare sizes with
     */
    public SubmissionReport check(Path maps, Path masks, Optional<Path> images, StageListener listener)
            throws IOException {
        faults.clear();
        warnings.clear();
        List<SubmissionTree> trees = new ArrayList<>(List.of(new SubmissionTree(spec, Part.MAPS, maps)));
        if (Files.exists(masks.resolve(Part.MASKS.folder))) trees.add(new SubmissionTree(spec, Part.MASKS, masks));
        else warnings.add("no folder " + Part.MASKS.folder + " in " + masks + ": the submission has no masks");
        List<SubmissionFile> files =
                trees.stream().flatMap(tree -> tree.files().stream()).toList();
        structure(trees, files);
        contents(files, images.orElse(null), listener);
        faults.sort(Comparator.comparing(Fault::kind).thenComparing(Fault::path));
        SortedMap<String, Path> paths = new TreeMap<>();
        for (SubmissionFile file : files) paths.put(file.path(), file.file());
        return new SubmissionReport(faults, warnings, paths);
    }

    private void structure(List<SubmissionTree> trees, List<SubmissionFile> files) {
        Set<String> leftOut = new TreeSet<>();
        boolean incomplete = false;
        for (SubmissionTree tree : trees) {
            faults.addAll(tree.faults());
            leftOut.addAll(tree.leftOut());
            incomplete |= !tree.missing().isEmpty();
            if (!partial) faults.addAll(tree.missing());
        }
        if (!leftOut.isEmpty()) warnings.add("left out, being no part of a submission: " + String.join(", ", leftOut));
        if (files.stream().noneMatch(file -> file.part() == Part.MAPS) && (partial || !incomplete))
            faults.add(new Fault(Fault.Kind.MISSING, Part.MAPS.folder, "maps", "none"));
        else if (partial && incomplete)
            warnings.add("partial: " + files.size() + " of " + trees.size() * spec.fileCount() + " files are there");
    }

    private void contents(List<SubmissionFile> files, Path images, StageListener listener) throws IOException {
        SubmissionSizes sizes = new SubmissionSizes(images);
        int done = 0;
        for (SubmissionFile file : files) {
            try {
                ImageSize size = file.part() == Part.MAPS ? map(file) : mask(file);
                sizes.check(file, size).ifPresent(faults::add);
            } catch (UnreadableImageException e) {
                faults.add(new Fault(Fault.Kind.FORMAT, file.path(), format(file.part()), problem(file, e)));
            }
            listener.onProgress(++done, files.size());
        }
        warnings.addAll(sizes.warnings());
    }

    private static String format(Part part) {
        return part == Part.MAPS
                ? "one two-dimensional, uncompressed map of 16-bit floats"
                : "a two-dimensional mask of 8 bits";
    }

    /** Without the file, which the fault names. */
    private static String problem(SubmissionFile file, UnreadableImageException e) {
        String prefix = file.file() + ": ";
        String message = e.getMessage();
        return "a problem: " + (message.startsWith(prefix) ? message.substring(prefix.length()) : message);
    }

    private ImageSize map(SubmissionFile file) throws IOException {
        GrayF32 map = MapFiles.readFloat16(file.file());
        int first = -1, count = 0;
        for (int i = 0; i < map.data.length; i++) if (!Float.isFinite(map.data[i]) && count++ == 0) first = i;
        if (count > 0)
            faults.add(new Fault(
                    Fault.Kind.VALUE,
                    file.path(),
                    "finite scores",
                    count + " others, the first " + map.data[first] + place(first, map.width)));
        return new ImageSize(map.width, map.height);
    }

    private ImageSize mask(SubmissionFile file) throws IOException {
        GrayU8 mask = ImageFiles.readGreyPng(file.file());
        int first = -1, count = 0;
        for (int i = 0; i < mask.data.length; i++)
            if (mask.data[i] != 0 && mask.data[i] != (byte) 255 && count++ == 0) first = i;
        if (count > 0)
            faults.add(new Fault(
                    Fault.Kind.VALUE,
                    file.path(),
                    "0 and 255",
                    count + " others, the first " + (mask.data[first] & 0xff) + place(first, mask.width)));
        return new ImageSize(mask.width, mask.height);
    }

    private static String place(int index, int width) {
        return " at column " + index % width + ", row " + index / width;
    }
}

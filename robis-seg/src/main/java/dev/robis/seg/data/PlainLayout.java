package dev.robis.seg.data;

import dev.robis.seg.data.DatasetWarning.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A folder of defect-free images, subfolders included. */
final class PlainLayout implements Layout {

    @Override
    public String description() {
        return "a folder of defect-free images";
    }

    @Override
    public boolean fits(Path folder) throws IOException {
        return Folder.holdsImage(folder);
    }

    @Override
    public List<Sample> read(Path folder, Warnings warnings) throws IOException {
        List<Sample> samples = new ArrayList<>();
        Set<Path> above = new HashSet<>(Set.of(folder.toRealPath()));
        collect(folder, "", above, samples, warnings);
        if (samples.isEmpty()) throw GoodFolder.noImages(folder, warnings);
        return samples;
    }

    /**
     * @param above real paths of the folder and those above it, to tell a link that leads back. Modified and restored.
     */
    private static void collect(Path folder, String name, Set<Path> above, List<Sample> samples, Warnings warnings)
            throws IOException {
        Folder content = Folder.list(folder, warnings);
        for (ImageFile image : content.images()) samples.add(Sample.good(image, name, Split.TRAIN));
        for (Path sub : content.subfolders()) {
            Path real = sub.toRealPath();
            if (!Files.isReadable(sub) || !above.add(real)) {
                warnings.add(Problem.UNREADABLE, sub);
                continue;
            }
            collect(sub, name.isEmpty() ? Folder.name(sub) : name + "/" + Folder.name(sub), above, samples, warnings);
            above.remove(real);
        }
    }
}

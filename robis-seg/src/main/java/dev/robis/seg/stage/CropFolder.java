package dev.robis.seg.stage;

import dev.robis.seg.score.TileSource;
import dev.robis.seg.score.TileSource.NamedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds the tiles that a crop has left in a split's folder; those of ground-truth masks are not among them. */
public final class CropFolder {

    private static final String EXTENSION = ".png";
    private static final String MASKS = "ground_truth";

    private CropFolder() {}

    /**
     * @param folder of one split
     * @return its tiles in the order of their names
     * @throws IOException if there is no such folder, or no tile in it
     */
    public static TileSource<String> tiles(Path folder) throws IOException {
        List<NamedFile> tiles = new ArrayList<>();
        if (!Files.isDirectory(folder)) throw new IOException(folder + ": no such folder; crop the split first");
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(EXTENSION) && Files.isRegularFile(file))
                    .forEach(file -> {
                        String name = folder.relativize(file).toString().replace('\\', '/');
                        if (!name.startsWith(MASKS + "/"))
                            tiles.add(new NamedFile(name.substring(0, name.length() - EXTENSION.length()), file));
                    });
        }
        if (tiles.isEmpty()) throw new IOException(folder + ": no tiles there; crop the split first");
        tiles.sort(Comparator.comparing(NamedFile::name));
        return TileSource.reading(tiles);
    }
}

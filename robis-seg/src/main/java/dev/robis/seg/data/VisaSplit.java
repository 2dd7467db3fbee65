package dev.robis.seg.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The CSV files of VisA: {@code split_csv/1cls.csv} in the root with columns {@code object,split,label,image,mask} and paths
 * relative to the root, and {@code image_anno.csv} in a category's folder with columns {@code image,label,mask}.
 */
final class VisaSplit {

    static final Path FILE = Path.of("split_csv", "1cls.csv");
    private static final String ANNOTATIONS = "image_anno.csv";
    private static final ObjectReader CSV = new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .with(CsvParser.Feature.SKIP_EMPTY_LINES)
            .with(CsvParser.Feature.TRIM_SPACES);

    /** One image of the split file, its path absolute. */
    record Row(Path image, Split split) {}

    private VisaSplit() {}

    /**
     * @return the rows of a category; empty if there is no split file
     */
    static Optional<List<Row>> read(Path root, String category) throws IOException {
        Path file = root.resolve(FILE);
        if (!Files.exists(file)) return Optional.empty();
        List<Row> rows = new ArrayList<>();
        TreeSet<String> others = new TreeSet<>();
        for (Map<String, String> row : rows(file)) {
            String object = column(row, "object", file);
            if (object.equals(category)) rows.add(row(row, root, file));
            else others.add(object);
        }
        if (rows.isEmpty())
            throw new DatasetException("no rows for object '" + category + "' in " + file + ", found " + others);
        return Optional.of(rows);
    }

    /** Defects by the stem of the image's name; several of one image joined by a plus sign. */
    static Map<String, String> defects(Path category) throws IOException {
        Path file = category.resolve(ANNOTATIONS);
        Map<String, String> defects = new HashMap<>();
        if (!Files.exists(file)) return defects;
        for (Map<String, String> row : rows(file)) {
            String image = column(row, "image", file), name = image.substring(image.lastIndexOf('/') + 1);
            String label = column(row, "label", file).strip();
            if (ImageFile.isImage(name) && !label.equals("normal") && !label.isEmpty())
                defects.put(ImageFile.stem(name), label.replaceAll("\\s*,\\s*", "+"));
        }
        return defects;
    }

    private static Row row(Map<String, String> row, Path root, Path file) throws DatasetException {
        String image = column(row, "image", file), split = column(row, "split", file);
        try {
            return new Row(
                    root.resolve(image).normalize(),
                    switch (split) {
                        case "train" -> Split.TRAIN;
                        case "test" -> Split.TEST_PUBLIC;
                        default -> throw new DatasetException(
                                file + ": split of " + image + " must be train or test, found '" + split + "'");
                    });
        } catch (InvalidPathException e) {
            throw new DatasetException(file + ": not a path: '" + image + "'");
        }
    }

    private static String column(Map<String, String> row, String name, Path file) throws DatasetException {
        String value = row.get(name);
        if (value == null)
            throw new DatasetException(file + ": expected a column '" + name + "', found " + row.keySet());
        return value;
    }

    private static List<Map<String, String>> rows(Path file) throws IOException {
        try (MappingIterator<Map<String, String>> rows = CSV.readValues(file.toFile())) {
            return rows.readAll();
        } catch (JsonProcessingException e) {
            throw new DatasetException(file + ": not a CSV file with a header: " + e.getOriginalMessage());
        }
    }
}

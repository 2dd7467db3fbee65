package dev.robis.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code results.jsonl} and {@code results.csv} of an output folder, one line per image as soon as it is done. What is
 * in there when it is opened counts as done; the half line that a killed process leaves is dropped. The table is made
 * anew from the other file then. Safe for concurrent use.
 */
final class ResultLog implements Closeable {

    static final String LINES = "results.jsonl";
    static final String TABLE = "results.csv";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CsvMapper CSV = new CsvMapper();
    private static final CsvSchema COLUMNS =
            CSV.schemaFor(SegmentedImage.Row.class).withLineSeparator("\n");
    private static final ObjectWriter ROW = CSV.writer(COLUMNS);

    private final String bundle;
    private final String decision;
    private final Map<String, FileVersion> done = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, FileVersion> inWork = new HashMap<>();
    private final Map<String, String> namesInWork = new HashMap<>();
    private final Writer lines;
    private final Writer table;

    /**
     * @param bundle SHA-256 of the model
     * @param decision what else decides
     * @throws UsageException if the folder holds results of another model or decision
     */
    ResultLog(Path folder, String bundle, String decision) throws IOException {
        this.bundle = bundle;
        this.decision = decision;
        Files.createDirectories(folder);
        Path file = folder.resolve(LINES);
        if (Files.exists(file)) dropHalfLine(file);
        lines = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        table = Files.newBufferedWriter(folder.resolve(TABLE));
        try {
            table.write(header());
            read(file);
            table.flush();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void read(Path file) throws IOException {
        int number = 0;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                SegmentedImage image = JSON.readValue(line, SegmentedImage.class);
                if (!image.bundle().equals(bundle))
                    throw new UsageException(file + ": holds results of another model; choose another --output");
                if (!decision.equals(image.decision()))
                    throw new UsageException(file + ": holds results of another decision (" + image.decision()
                            + ", now " + decision + "); choose another --output");
                table.write(line(image));
                remember(image);
            }
        } catch (JsonProcessingException e) {
            throw new IOException(file + ", line " + number + ": " + e.getOriginalMessage(), e);
        }
    }

    private static void dropHalfLine(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long end = bytes.length();
            for (; end > 0; end--) {
                bytes.seek(end - 1);
                if (bytes.read() == '\n') break;
            }
            bytes.setLength(end);
        }
    }

    private void remember(SegmentedImage image) {
        done.put(image.image(), new FileVersion(image.bytes(), image.modified()));
        names.put(image.name(), image.image());
    }

    /** First line of the table. */
    static String header() {
        return String.join(",", COLUMNS.getColumnNames()) + "\n";
    }

    /** An image as a line of the table. */
    static String line(SegmentedImage image) throws JsonProcessingException {
        return ROW.writeValueAsString(image.row());
    }

    /**
     * Takes an image into work, unless it is done or in work and its file the same as then.
     *
     * @return whether it is to be judged
     * @throws IOException if the results of another image are called the same
     */
    synchronized boolean claim(ImageInput input, FileVersion version) throws IOException {
        String file = input.absolute();
        if (version.equals(done.get(file)) || inWork.containsKey(file)) return false;
        String other = namesInWork.getOrDefault(input.key(), names.get(input.key()));
        if (other != null && !other.equals(file))
            throw new IOException(input.file() + ": its results would replace those of " + other
                    + "; choose another --output for it");
        inWork.put(file, version);
        namesInWork.put(input.key(), file);
        return true;
    }

    /** Takes back a claim: the image could not be judged. */
    synchronized void release(ImageInput input) {
        inWork.remove(input.absolute());
        namesInWork.remove(input.key());
    }

    /** Adds an image that was claimed. */
    synchronized void add(SegmentedImage image) throws IOException {
        table.write(line(image));
        table.flush();
        lines.write(JSON.writeValueAsString(image) + "\n");
        lines.flush();
        remember(image);
        inWork.remove(image.image());
        namesInWork.remove(image.name());
    }

    @Override
    public void close() throws IOException {
        try (lines;
                table) {
            table.flush();
        }
    }
}

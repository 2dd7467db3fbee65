package dev.robis.seg.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.detector.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The files of a bundle, and what makes sure that they are those that were written. */
final class BundleFiles {

    static final String MODEL = "model.safetensors";
    static final String DESCRIPTION = "bundle.yaml";

    /** In the format of the command {@code sha256sum}. */
    static final String SUMS = "SHA256SUMS";

    /** Raised when an earlier version could not make sense of what this one writes. */
    static final int FORMAT = 3;

    private static final int FIRST_WITH_SUMS = 3;

    static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private BundleFiles() {}

    static BundleDescription read(Path folder) throws IOException {
        for (String name : new String[] {DESCRIPTION, MODEL})
            if (!Files.isRegularFile(folder.resolve(name)))
                throw new NoSuchFileException(
                        folder + ": not a bundle, it has no " + name + "; expected the folder that training wrote");
        Path file = folder.resolve(DESCRIPTION);
        byte[] bytes = Files.readAllBytes(file);
        try {
            JsonNode format = YAML.readTree(bytes).path("format");
            if (format.asInt() < 1 || format.asInt() > FORMAT)
                throw new IOException(file + ": expected a bundle of format 1 to " + FORMAT + ", found "
                        + (format.isMissingNode() ? "none" : format)
                        + "; a later version of this library may have written it");
            if (format.asInt() < FIRST_WITH_SUMS) return EarlierFormats.read(format.asInt(), bytes);
            requireUnchanged(folder, DESCRIPTION, Sha256.of(bytes));
            return YAML.readValue(bytes, BundleDescription.class);
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null
                    ? "unknown"
                    : String.valueOf(e.getLocation().getLineNr());
            throw new IOException(file + ": " + e.getOriginalMessage() + " (line " + line + ")", e);
        }
    }

    /** What the detector keeps. */
    static TensorSource model(Path folder, String sha256) throws IOException {
        Path file = folder.resolve(MODEL);
        String found = Sha256.of(file);
        if (!found.equals(sha256)) throw changed(file, sha256, found);
        return SafetensorsFile.open(file);
    }

    private static void requireUnchanged(Path folder, String name, String found) throws IOException {
        Path sums = folder.resolve(SUMS);
        if (!Files.isRegularFile(sums))
            throw new NoSuchFileException(folder + ": not a whole bundle, it has no " + SUMS);
        for (String line : Files.readAllLines(sums)) {
            if (!line.endsWith("  " + name)) continue;
            String expected = line.substring(0, line.indexOf(' '));
            if (!expected.equals(found)) throw changed(folder.resolve(name), expected, found);
            return;
        }
        throw new IOException(sums + ": expected a line for " + name + ", found none");
    }

    private static IOException changed(Path file, String expected, String found) {
        return new IOException(file + ": damaged or changed: expected SHA-256 " + expected + ", found " + found
                + ". A bundle is never edited; train or calibrate a new one");
    }

    static void writeSums(Path folder) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String name : new String[] {DESCRIPTION, MODEL})
            lines.append(Sha256.of(folder.resolve(name)))
                    .append("  ")
                    .append(name)
                    .append('\n');
        Files.writeString(folder.resolve(SUMS), lines, StandardCharsets.US_ASCII);
    }
}

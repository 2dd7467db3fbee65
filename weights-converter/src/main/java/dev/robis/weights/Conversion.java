package dev.robis.weights;

import dev.robis.nn.tensor.DType;
import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.tensor.WeightNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apiguardian.api.API;

/**
 * Converts a checkpoint to a safetensors file, tensor by tensor through a small buffer, in the order of the checkpoint.
 *
 * <pre>{@code
 * Conversion.of(checkpoint).withArchitecture(Architecture.named("dinov2reg_vit_base_14")).writeTo(safetensors);
 * }</pre>
 *
 * <p><b>Which tensors.</b> If the outermost dictionary has a dictionary with tensors under {@code state_dict}, {@code model} or
 * {@code teacher}, the first of these is converted, otherwise everything. {@link #withGroup} chooses another dictionary. With
 * an architecture, exactly its tensors are converted: a prefix that training code added to all of them is removed ({@code
 * module.}, {@code backbone.}, both, {@code encoder.}, and those of the official files). Tensors without that prefix, heads
 * and decoders are left out.
 *
 * <p><b>Which types.</b> {@link #withFloats} sets the type of floating-point tensors. Without it F64, F32 and F16 stay as they
 * are, and BF16 becomes F32. Integers always become I64 and booleans U8.
 *
 * <p>The metadata name the checkpoint, its SHA-256 and this converter. Equal checkpoints give equal bytes. Immutable.
 *
 * @param checkpoint the file to convert
 * @param floats type of floating-point tensors, F16 or F32; empty to keep their types
 * @param architecture network that the checkpoint must contain; empty if any tensors are welcome
 * @param group key of the dictionary to convert; empty for the rule above
 */
public record Conversion(
        Path checkpoint, Optional<DType> floats, Optional<Architecture> architecture, Optional<String> group) {

    /** Key of the metadata that holds the SHA-256 of the checkpoint. */
    public static final String SOURCE_SHA256 = "source_sha256";

    private static final List<String> WRAPPERS = List.of("state_dict", "model", "teacher");

    private static final int AT_ONCE = 1 << 16;

    /** For {@link #of}; conversions may get further components. */
    @API(status = API.Status.EXPERIMENTAL)
    public Conversion {
        Objects.requireNonNull(checkpoint, "checkpoint");
        floats.filter(dtype -> dtype != DType.F16 && dtype != DType.F32).ifPresent(dtype -> {
            throw new IllegalArgumentException("floating-point tensors can become F16 or F32, found " + dtype);
        });
    }

    /**
     * Converts everything in a checkpoint and keeps floating-point types.
     *
     * @param checkpoint any file that {@link Checkpoint#open} reads
     */
    public static Conversion of(Path checkpoint) {
        return new Conversion(checkpoint, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Conversion withFloats(DType dtype) {
        return new Conversion(checkpoint, Optional.of(dtype), architecture, group);
    }

    public Conversion withArchitecture(Architecture required) {
        return new Conversion(checkpoint, floats, Optional.of(required), group);
    }

    public Conversion withGroup(String key) {
        return new Conversion(checkpoint, floats, architecture, Optional.of(key));
    }

    /**
     * What was written.
     *
     * @param format format of the checkpoint
     * @param tensors number of tensors that were written
     * @param bytes length of the new file
     * @param prefix prefix that was removed from the names; may be empty
     * @param leftOut number of tensors of the checkpoint that are not in the new file
     * @param recognised names of the architectures that the tensors may be; several can have the same tensors. Empty if the
     *     network is unknown.
     */
    public record Result(
            Checkpoint.Format format, int tensors, long bytes, String prefix, int leftOut, List<String> recognised) {

        /** For {@link #writeTo}; results may get further components. */
        @API(status = API.Status.EXPERIMENTAL)
        public Result {
            recognised = List.copyOf(recognised);
        }
    }

    /**
     * Converts the checkpoint. The new file appears as a whole or not at all.
     *
     * @param safetensors the new file; replaced if it exists
     * @throws dev.robis.nn.tensor.MalformedTensorFileException if the checkpoint has no known format, is damaged or hostile
     * @throws IllegalArgumentException if the checkpoint has no tensors, is not of the architecture (the message names the
     *     first tensor that does not fit, and the network that it looks like), lacks the group, or has an element that is too
     *     large for its new type; or if both files are the same
     */
    public Result writeTo(Path safetensors) throws IOException {
        if (Files.exists(safetensors) && Files.exists(checkpoint) && Files.isSameFile(checkpoint, safetensors))
            throw new IllegalArgumentException(
                    safetensors + " is the checkpoint that is to be converted; choose another file for the result");
        try (Checkpoint source = Checkpoint.open(checkpoint)) {
            String prefix = prefix(source);
            Selection selection = architecture
                    .map(required -> required.select(source, prefix))
                    .orElseGet(() -> Selection.below(prefix, source));
            if (selection.names().isEmpty()) throw new IllegalArgumentException(checkpoint + " has no tensors");
            List<String> recognised =
                    architecture.map(required -> List.of(required.name())).orElseGet(() -> recognised(selection));
            SafetensorsWriter.writeStored(
                    safetensors,
                    new ConvertedTensors(
                            source, selection.originals(), floats, metadata(checkpoint, source.format(), recognised)));
            int count = selection.names().size();
            return new Result(
                    source.format(),
                    count,
                    Files.size(safetensors),
                    prefix,
                    source.names().size() - count,
                    recognised);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Only what is all of a network, for what is written is to be opened as one. */
    private static List<String> recognised(Selection selection) {
        return Architecture.recognise(selection)
                .filter(match -> match.prefix().isEmpty() && match.others() == 0)
                .map(Architecture.Match::names)
                .orElse(List.of());
    }

    private String prefix(Checkpoint source) {
        String outer = group.map(key -> {
                    if (!source.groups().contains(key))
                        throw new IllegalArgumentException(source.describe() + " has no dictionary \"" + key
                                + "\" with tensors; it has " + source.groups());
                    return key + ".";
                })
                .orElseGet(() -> WRAPPERS.stream()
                        .filter(source.groups()::contains)
                        .findFirst()
                        .map(wrapper -> wrapper + ".")
                        .orElse(""));
        return architecture
                .map(required -> required.in(source, outer)
                        .map(Architecture.Match::prefix)
                        .orElseThrow(() -> mismatch(required, source, outer)))
                .orElse(outer);
    }

    private static IllegalArgumentException mismatch(Architecture required, Checkpoint checkpoint, String outer) {
        Selection selection = required.select(checkpoint, outer);
        String hint = Architecture.recognise(checkpoint)
                .map(match -> ". These weights look like " + String.join(" or ", match.names())
                        + (match.prefix().isEmpty() ? "" : " below \"" + match.prefix() + "\""))
                .orElse("");
        return new IllegalArgumentException("not " + required.name() + ": "
                + WeightNames.mismatch(required.tensors(), selection).orElseThrow() + hint);
    }

    private static Map<String, String> metadata(Path in, Checkpoint.Format format, List<String> recognised)
            throws IOException {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("format", "pt"); // what other readers of safetensors look for
        metadata.put("source", in.toAbsolutePath().normalize().getFileName().toString());
        metadata.put(SOURCE_SHA256, sha256(in, format));
        metadata.put("converter", "robis weights-converter " + version());
        if (recognised.size() == 1) metadata.put("architecture", recognised.get(0));
        return metadata;
    }

    private static String version() {
        return Optional.ofNullable(Conversion.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /** Of the file; of shards, that of the index and then the shards by name, one after the other. */
    private static String sha256(Path in, Checkpoint.Format format) throws IOException {
        List<Path> files = new ArrayList<>(List.of(in));
        if (format == Checkpoint.Format.SHARDED_SAFETENSORS) files.addAll(ShardedSafetensors.shards(in));
        MessageDigest digest = newSha256();
        byte[] part = new byte[AT_ONCE];
        for (Path file : files)
            try (InputStream from = Files.newInputStream(file)) {
                for (int count = from.read(part); count >= 0; count = from.read(part)) digest.update(part, 0, count);
            }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

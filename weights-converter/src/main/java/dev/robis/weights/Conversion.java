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
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes a checkpoint as safetensors, tensor by tensor through a small buffer, in the order of the file.
 *
 * <p>Which tensors: if the outermost dictionary has a dictionary with tensors under {@code state_dict}, {@code model}
 * or {@code teacher}, the first of these there is, else all; {@link #withGroup} chooses another. With an architecture,
 * exactly its tensors: a prefix that training code put before all of them ({@code module.}, {@code backbone.}, both,
 * {@code encoder.}, and those of its {@link Architecture#layout}) is taken off, and what stands beside that prefix is
 * left out, heads and decoders too.
 *
 * <p>Which types: {@link #withFloats} sets that of floating-point tensors; without it F64, F32 and F16 stay and BF16
 * becomes F32. Integers become I64 and booleans U8 in any case.
 *
 * <p>The metadata name the source, its SHA-256 and this converter; the same source gives the same bytes. Immutable.
 *
 * @param floats type of floating-point tensors, F16 or F32, or empty to keep what they have
 * @param architecture what the checkpoint must be, or empty if it may be anything
 * @param group key of the dictionary to take, or empty for the rule above
 */
public record Conversion(Optional<DType> floats, Optional<Architecture> architecture, Optional<String> group) {

    private static final List<String> WRAPPERS = List.of("state_dict", "model", "teacher");
    /** Key of the metadata under which the SHA-256 of the source is. */
    public static final String SOURCE_SHA256 = "source_sha256";

    private static final int AT_ONCE = 1 << 16;

    public Conversion {
        floats.filter(dtype -> dtype != DType.F16 && dtype != DType.F32).ifPresent(dtype -> {
            throw new IllegalArgumentException("floating-point tensors become F16 or F32, asked for " + dtype);
        });
    }

    /** Keeps everything as it is. */
    public static Conversion exact() {
        return new Conversion(Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Conversion withFloats(DType dtype) {
        return new Conversion(Optional.of(dtype), architecture, group);
    }

    public Conversion withArchitecture(Architecture required) {
        return new Conversion(floats, Optional.of(required), group);
    }

    public Conversion withGroup(String key) {
        return new Conversion(floats, architecture, Optional.of(key));
    }

    /**
     * What was written.
     *
     * @param format of the source
     * @param tensors how many
     * @param bytes length of the file
     * @param prefix taken off the names, empty if none
     * @param leftOut tensors of the source that are not in the file
     * @param recognised the networks that they may be: several train the same one; none if they are of no known one
     */
    public record Result(
            CheckpointFormat format, int tensors, long bytes, String prefix, int leftOut, List<String> recognised) {
        public Result {
            recognised = List.copyOf(recognised);
        }
    }

    /**
     * Converts a file. The result is whole or not there; a file of that name is replaced.
     *
     * @throws dev.robis.nn.tensor.MalformedTensorFileException if {@code in} is no checkpoint, damaged or hostile
     * @throws IllegalArgumentException if it holds no tensors, is not of the architecture (naming the first tensor that
     *     does not fit, and the network that it looks like), lacks the group, or has an element too large for its new
     *     type; or if {@code out} is the same file
     */
    public Result convert(Path in, Path out) throws IOException {
        if (Files.exists(out) && Files.exists(in) && Files.isSameFile(in, out))
            throw new IllegalArgumentException(out + " is the file that is to be converted");
        try (Checkpoint checkpoint = Checkpoint.open(in)) {
            String prefix = prefix(checkpoint);
            Selection selection = architecture
                    .map(required -> required.select(checkpoint, prefix))
                    .orElseGet(() -> Selection.below(prefix, checkpoint));
            if (selection.names().isEmpty()) throw new IllegalArgumentException(in + " holds no tensors");
            List<String> recognised =
                    architecture.map(required -> List.of(required.name())).orElseGet(() -> recognised(selection));
            SafetensorsWriter.writeStored(
                    out,
                    new ConvertedTensors(
                            checkpoint, selection.originals(), floats, metadata(in, checkpoint.format(), recognised)));
            int count = selection.names().size();
            return new Result(
                    checkpoint.format(),
                    count,
                    Files.size(out),
                    prefix,
                    checkpoint.names().size() - count,
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

    private String prefix(Checkpoint checkpoint) {
        String outer = group.map(key -> {
                    if (!checkpoint.groups().contains(key))
                        throw new IllegalArgumentException(checkpoint.describe() + " has no dictionary of tensors \""
                                + key + "\"; it has " + checkpoint.groups());
                    return key + ".";
                })
                .orElseGet(() -> WRAPPERS.stream()
                        .filter(checkpoint.groups()::contains)
                        .findFirst()
                        .map(wrapper -> wrapper + ".")
                        .orElse(""));
        return architecture
                .map(required -> required.in(checkpoint, outer)
                        .map(Architecture.Match::prefix)
                        .orElseThrow(() -> mismatch(required, checkpoint, outer)))
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

    private static Map<String, String> metadata(Path in, CheckpointFormat format, List<String> recognised)
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
    private static String sha256(Path in, CheckpointFormat format) throws IOException {
        List<Path> files = new ArrayList<>(List.of(in));
        if (format == CheckpointFormat.SHARDED_SAFETENSORS) files.addAll(ShardedSafetensors.shards(in));
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

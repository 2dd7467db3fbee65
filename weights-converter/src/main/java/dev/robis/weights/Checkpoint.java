package dev.robis.weights;

import dev.robis.nn.tensor.MalformedTensorFileException;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.StoredTensorSource;
import dev.robis.nn.tensor.TensorInfo;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tensors of a checkpoint of any known format. Names, types and shapes are known after opening. Elements are read when they
 * are asked for. A tensor in nested dictionaries is named by the keys that lead to it, joined with dots.
 *
 * <pre>{@code
 * try (Checkpoint checkpoint = Checkpoint.open(Path.of("dinov2_vitb14_reg4_pretrain.pth"))) {
 *     Tensor token = checkpoint.tensor("cls_token");
 * }
 * }</pre>
 *
 * <p>The content of a file decides which format it has, not its name. A file may be hostile: nothing in it is executed, nothing
 * is written, and tensors that are damaged or larger than the file can hold are refused. If the format has checksums, they are
 * compared before the first element of an entry is returned. Such damage may therefore appear only while reading, as {@link
 * java.io.UncheckedIOException}.
 *
 * <p>Safe for concurrent use. The file must not change while it is open.
 */
public final class Checkpoint implements StoredTensorSource {

    /** The kinds of files that can be read. More may follow. */
    public enum Format {
        PYTORCH_ZIP("PyTorch (zip)"),
        PYTORCH_LEGACY("PyTorch (before 1.6)"),
        SAFETENSORS("safetensors"),
        SHARDED_SAFETENSORS("safetensors in shards"),
        NPZ("NumPy npz");

        private final String title;

        Format(String title) {
            this.title = title;
        }

        /** Name of the format for people. */
        public String title() {
            return title;
        }
    }

    private static final int HEAD = 512;
    private static final int TAR_MAGIC = 257;

    private final Format format;
    private final StoredTensorSource tensors;
    private final Set<String> groups;

    Checkpoint(Format format, StoredTensorSource tensors, Set<String> groups) {
        this.format = format;
        this.tensors = tensors;
        this.groups = groups;
    }

    /**
     * Opens a checkpoint.
     *
     * @param path a PyTorch checkpoint, a safetensors file, the index of sharded safetensors files, or a NumPy archive
     * @throws MalformedTensorFileException if the file is none of these, is damaged, or contains anything other than data
     * @throws java.nio.file.NoSuchFileException if there is no such file
     */
    public static Checkpoint open(Path path) throws IOException {
        if (Files.isDirectory(path)) throw new FileSystemException(path.toString(), null, "is a folder");
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        return closedOnFailure(channel, () -> {
            Bytes bytes = Bytes.of(channel);
            byte[] head = new byte[(int) Math.min(HEAD, bytes.size())];
            bytes.read(0, ByteBuffer.wrap(head));
            if (startsWith(head, 0x80)) return TorchLegacy.read(path.toString(), bytes, channel);
            channel.close();
            return open(path, head, bytes.size());
        });
    }

    private static Checkpoint open(Path path, byte[] head, long size) throws IOException {
        if (startsWith(head, 'P', 'K')) return openZip(path);
        String text = new String(head, StandardCharsets.ISO_8859_1);
        boolean braceAfterLength = text.startsWith("{", Long.BYTES);
        if (braceAfterLength && header(head) <= size - Long.BYTES) return openSafetensors(path);
        if (text.stripLeading().startsWith("{")) return ShardedSafetensors.open(path);
        if (braceAfterLength) return openSafetensors(path); // which says what is wrong
        if (text.startsWith("ustar", TAR_MAGIC))
            throw new MalformedTensorFileException(
                    path.toString(),
                    "is a tar archive as PyTorch before 0.1.10 wrote it; load it with PyTorch and save it again");
        throw new MalformedTensorFileException(
                path.toString(),
                "has no known format; known formats are PyTorch checkpoints, safetensors (.safetensors, .index.json)"
                        + " and NumPy archives (.npz)");
    }

    private static Checkpoint openZip(Path path) throws IOException {
        ZipArchive archive = ZipArchive.open(path);
        return closedOnFailure(archive, () -> {
            List<String> pickles = archive.names().stream()
                    .filter(name -> name.equals(TorchZip.PICKLE) || name.endsWith("/" + TorchZip.PICKLE))
                    .toList();
            if (pickles.size() == 1) return TorchZip.read(path.toString(), archive, pickles.get(0));
            if (pickles.isEmpty() && archive.names().stream().allMatch(name -> name.endsWith(Npz.SUFFIX)))
                return Npz.read(path.toString(), archive);
            throw new MalformedTensorFileException(
                    path.toString(),
                    "is a zip archive, but not of PyTorch (with one data.pkl) and not of NumPy (with .npy files only)");
        });
    }

    private interface Opening {
        Checkpoint open() throws IOException;
    }

    private static Checkpoint closedOnFailure(Closeable resource, Opening opening) throws IOException {
        try {
            return opening.open();
        } catch (IOException | RuntimeException | Error e) {
            try {
                resource.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    private static boolean startsWith(byte[] head, int... expected) {
        for (int i = 0; i < expected.length; i++) if (i >= head.length || (head[i] & 0xff) != expected[i]) return false;
        return true;
    }

    /** Length of a safetensors header. */
    private static long header(byte[] head) {
        long length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return length < 0 ? Long.MAX_VALUE : length;
    }

    private static Checkpoint openSafetensors(Path path) throws IOException {
        return new Checkpoint(Format.SAFETENSORS, SafetensorsFile.open(path), Set.of());
    }

    /** The kind of file. */
    public Format format() {
        return format;
    }

    /**
     * Keys of the outermost dictionary that contain tensors, such as {@code model} or {@code teacher}; empty if the format has
     * no dictionaries.
     */
    public Set<String> groups() {
        return groups;
    }

    @Override
    public Set<String> names() {
        return tensors.names();
    }

    @Override
    public Optional<TensorInfo> info(String name) {
        return tensors.info(name);
    }

    @Override
    public Map<String, String> metadata() {
        return tensors.metadata();
    }

    @Override
    public void readStored(String name, long from, ByteBuffer into) {
        tensors.readStored(name, from, into);
    }

    @Override
    public void read(String name, long from, FloatBuffer into) {
        tensors.read(name, from, into);
    }

    @Override
    public String describe() {
        return tensors.describe();
    }

    @Override
    public void close() {
        tensors.close();
    }
}

package dev.robis.seg;

import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.tensor.WeightsFolder;
import dev.robis.nn.vit.Backbone;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where the weights of the frozen encoder are. Immutable, safe for concurrent use.
 *
 * <p>{@link #standard()} looks for {@code NAME.safetensors} in the folder {@code weights} of RoBiS's home ({@code
 * ROBIS_HOME}, else {@code .robis} in the user's home), and has {@code robis_vit_tiny_14} on the class path where the
 * artifact {@code robis-encoder-tiny} is. That one is for trying things out: for production take DINOv2.
 */
public final class EncoderWeights {

    private static final String EMBEDDED = "robis_vit_tiny_14";
    private static final String RESOURCE = "/dev/robis/encoder/tiny/robis_vit_tiny_14_reg4.safetensors";

    private final Optional<Path> file;
    private final Path folder;

    private EncoderWeights(Optional<Path> file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    /** The weights folder of RoBiS's home, and the embedded encoder. */
    public static EncoderWeights standard() {
        return in(WeightsFolder.standard());
    }

    /** As {@link #standard()}, in another folder. */
    public static EncoderWeights in(Path folder) {
        return new EncoderWeights(Optional.empty(), folder);
    }

    /** One file, whatever the encoder is called; its tensors must fit. */
    public static EncoderWeights file(Path safetensors) {
        return new EncoderWeights(
                Optional.of(safetensors), safetensors.toAbsolutePath().getParent());
    }

    /**
     * Opens the weights of an encoder.
     *
     * @param encoder name of a {@link Backbone}
     * @throws NoSuchFileException if there are none, saying where they were looked for and where they come from
     * @throws IOException if the file is damaged
     */
    TensorSource open(String encoder) throws IOException {
        Optional<Path> found = find(encoder);
        if (found.isPresent()) return SafetensorsFile.open(found.get());
        try (InputStream embedded = embedded(encoder)) {
            return SafetensorsFile.of(ByteBuffer.wrap(embedded.readAllBytes()), "the embedded encoder " + encoder);
        }
    }

    /** SHA-256 of the file, in lower-case hexadecimal digits: what a bundle remembers its encoder by. */
    String sha256(String encoder) throws IOException {
        Optional<Path> found = find(encoder);
        try (InputStream bytes = found.isPresent() ? Files.newInputStream(found.get()) : embedded(encoder)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) digest.update(buffer, 0, read);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }

    private Optional<Path> find(String encoder) throws IOException {
        if (file.isPresent()) {
            if (!Files.isRegularFile(file.get()))
                throw new NoSuchFileException(file.get() + ": no such file; expected the weights of " + encoder);
            return file;
        }
        return Optional.of(folder.resolve(encoder + ".safetensors")).filter(Files::isRegularFile);
    }

    private InputStream embedded(String encoder) throws NoSuchFileException {
        InputStream stream = encoder.equals(EMBEDDED) ? EncoderWeights.class.getResourceAsStream(RESOURCE) : null;
        if (stream != null) return stream;
        String missing = folder.resolve(encoder + ".safetensors").toString();
        throw new NoSuchFileException(
                encoder.equals(EMBEDDED)
                        ? missing + ": no weights of " + encoder + "; add the artifact dev.robis:robis-encoder-tiny"
                        : missing + ": no weights of " + encoder
                                + "; put its official checkpoint there as safetensors, "
                                + "or try things out with the encoder " + EMBEDDED);
    }
}

package dev.robis.seg.detector;

import dev.robis.nn.tensor.EmbeddedWeights;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.tensor.WeightsHome;
import dev.robis.nn.vit.Backbone;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the weights of the frozen encoder are. Immutable, safe for concurrent use.
 *
 * <p>{@link #standard()} looks for {@code NAME.safetensors} in the folder {@code weights} of {@link WeightsHome}, and then on
 * the class path: {@code efficientnet_lite0} is in the artifact {@code robis-encoder-lite}, {@code robis_vit_tiny_14}, which is for
 * trying things out, in {@code robis-encoder-tiny}.
 */
public final class EncoderWeights {

    private final Optional<Path> file;
    private final Path folder;

    private EncoderWeights(Optional<Path> file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    /** The weights folder of RoBiS's home, and the embedded encoder. */
    public static EncoderWeights standard() {
        return in(WeightsHome.standard().weights());
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

    /** Whether the weights of an encoder are there. */
    public boolean has(String encoder) {
        return Files.isRegularFile(place(encoder)) || (file.isEmpty() && EmbeddedWeights.has(encoder));
    }

    /** The file in which the weights of an encoder are looked for first. */
    public Path place(String encoder) {
        return file.orElseGet(() -> folder.resolve(encoder + ".safetensors"));
    }

    /**
     * Opens the weights of an encoder.
     *
     * @param encoder name of a {@link Backbone}
     * @throws NoSuchFileException if there are none, saying where they were looked for and where they come from
     * @throws IOException if the file is damaged
     */
    public TensorSource open(String encoder) throws IOException {
        Optional<Path> found = find(encoder);
        if (found.isPresent()) return SafetensorsFile.open(found.get());
        try (InputStream embedded = embedded(encoder)) {
            return SafetensorsFile.of(ByteBuffer.wrap(embedded.readAllBytes()), "the embedded encoder " + encoder);
        }
    }

    /** SHA-256 of the file, in lower-case hexadecimal digits: what a bundle remembers its encoder by. */
    public String sha256(String encoder) throws IOException {
        Optional<Path> found = find(encoder);
        try (InputStream bytes = found.isPresent() ? Files.newInputStream(found.get()) : embedded(encoder)) {
            return Sha256.of(bytes);
        }
    }

    private Optional<Path> find(String encoder) throws IOException {
        if (file.isPresent()) {
            if (!Files.isRegularFile(file.get()))
                throw new NoSuchFileException(file.get() + ": no such file; expected the weights of " + encoder);
            return file;
        }
        return Optional.of(place(encoder)).filter(Files::isRegularFile);
    }

    private InputStream embedded(String encoder) throws NoSuchFileException {
        Optional<InputStream> stream = EmbeddedWeights.find(encoder);
        if (stream.isPresent()) return stream.get();
        throw new NoSuchFileException(place(encoder) + ": no weights of " + encoder + "; " + remedy(encoder)
                + (EmbeddedWeights.artifact(encoder).isPresent()
                        ? ""
                        : ", or try things out with the encoder " + EmbeddedWeights.NETWORK));
    }

    /** How to get the weights of an encoder. */
    public static String remedy(String encoder) {
        Optional<String> artifact = EmbeddedWeights.artifact(encoder);
        if (artifact.isPresent()) return "add the artifact " + artifact.get();
        boolean published =
                Backbone.all().stream().anyMatch(known -> known.name().equals(encoder));
        return published ? "get them with \"robis weights download " + encoder + "\"" : "put them there";
    }
}

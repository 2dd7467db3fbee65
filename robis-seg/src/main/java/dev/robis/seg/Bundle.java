package dev.robis.seg;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.robis.nn.inp.InpFormer;
import dev.robis.nn.inp.ReferenceModel;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.vit.Backbone;
import dev.robis.seg.image.InputTransform;
import dev.robis.seg.map.AnomalyMapper;
import dev.robis.seg.map.GaussianBlur;
import dev.robis.seg.score.TileScorer;
import dev.robis.seg.tile.Tiling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;

/**
 * A trained product, as a folder: {@code model.safetensors} holds the trained tensors under the reference's names,
 * {@code bundle.yaml} everything else. The encoder is not in it; it is remembered by its SHA-256. Later versions of this
 * library read the bundles of earlier ones; what an earlier one cannot read it refuses by the number of the format.
 * Immutable, safe for concurrent use.
 *
 * @param folder where it is
 * @param content of {@code bundle.yaml}
 */
public record Bundle(Path folder, Content content) {

    static final String MODEL = "model.safetensors";
    static final String DESCRIPTION = "bundle.yaml";

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();
    /** Raised when an earlier version could not make sense of what this one writes. */
    private static final int FORMAT = 2;

    private static final int BLUR_RADIUS = 2;
    private static final double BLUR_SIGMA = 4;

    /** Fewer tokens than this leave the processor idle, so tiles run through the network together. */
    private static final int TOKENS_AT_ONCE = 1100;

    /**
     * What {@code bundle.yaml} says.
     *
     * @param format number of the layout of this file and folder
     * @param libraryVersion version that trained or imported it
     * @param modelSha256 of {@code model.safetensors}
     * @param config as trained, or as given at import
     * @param encoderSha256 of the encoder's weights file
     * @param calibration scores of defect-free images, of all products together
     * @param categories the same of each product by its name, where the model knows several
     * @param decision how scores become answers unless something else is asked for
     * @param training how it was trained, or where it was imported from
     * @param shots names of the only images it was trained on, {@code CATEGORY/NAME}; empty where it was all
     */
    public record Content(
            int format,
            String libraryVersion,
            String modelSha256,
            RobisConfig config,
            String encoderSha256,
            Calibration calibration,
            Map<String, Calibration> categories,
            Decision decision,
            Origin training,
            List<String> shots) {

        public Content {
            categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
            shots = List.copyOf(shots);
        }
    }

    /**
     * Reads a bundle's description; the tensors stay in their file.
     *
     * @throws NoSuchFileException if the folder is no bundle, naming the missing file
     * @throws IOException if the description cannot be understood, naming file and place
     */
    public static Bundle open(Path folder) throws IOException {
        for (String name : new String[] {DESCRIPTION, MODEL})
            if (!Files.isRegularFile(folder.resolve(name)))
                throw new NoSuchFileException(
                        folder + ": not a bundle, it has no " + name + "; expected the folder that training wrote");
        Path description = folder.resolve(DESCRIPTION);
        try {
            JsonNode all = YAML.readTree(description.toFile());
            JsonNode format = all.path("format");
            if (format.asInt() < 1 || format.asInt() > FORMAT)
                throw new IOException(description + ": expected a bundle of format 1 to " + FORMAT + ", found "
                        + (format.isMissingNode() ? "none" : format)
                        + "; a later version of this library may have written it");
            return new Bundle(folder, content(description, all));
        } catch (JsonProcessingException e) {
            throw new IOException(
                    description + ": " + e.getOriginalMessage() + " (line "
                            + (e.getLocation() == null
                                    ? "unknown"
                                    : e.getLocation().getLineNr()) + ")",
                    e);
        }
    }

    private static Content content(Path description, JsonNode parsed) throws IOException {
        if (parsed.path("format").asInt() == 1)
            return YAML.readValue(description.toFile(), FormatOne.class).upgraded();
        if (parsed.path("decision") instanceof ObjectNode decision && !decision.has("tiling")) {
            decision.put("tiling", Tiling.FIXED.name()); // there was no choice at first
            return YAML.treeToValue(parsed, Content.class);
        }
        return YAML.readValue(description.toFile(), Content.class);
    }

    /** Whether a folder holds a bundle. */
    public static boolean isAt(Path folder) {
        return Files.isRegularFile(folder.resolve(DESCRIPTION)) && Files.isRegularFile(folder.resolve(MODEL));
    }

    /**
     * Writes a bundle elsewhere and renames it, so that nobody ever sees half of one. Format, version and hash of the
     * model are filled in.
     *
     * @param folder must not exist
     * @param work exists, on the same file system; empty again afterwards
     */
    static Bundle write(
            Path folder,
            Path work,
            TensorSource trained,
            RobisConfig config,
            String encoderSha256,
            Calibration calibration,
            Origin training)
            throws IOException {
        Calibrator.Result one = new Calibrator.Result(calibration, Map.of());
        return write(folder, work, trained, config, encoderSha256, one, Decision.defaults(), training, List.of());
    }

    /** The same for several products, a decision and few images. */
    static Bundle write(
            Path folder,
            Path work,
            TensorSource trained,
            RobisConfig config,
            String encoderSha256,
            Calibrator.Result calibration,
            Decision decision,
            Origin training,
            List<String> shots)
            throws IOException {
        if (Files.exists(folder)) throw new FileAlreadyExistsException(folder + ": exists already");
        Path temporary = Files.createDirectory(work.resolve("bundle"));
        try {
            SafetensorsWriter.write(temporary.resolve(MODEL), trained);
            Content content = new Content(
                    FORMAT,
                    libraryVersion(),
                    sha256(temporary.resolve(MODEL)),
                    config,
                    encoderSha256,
                    calibration.pooled(),
                    calibration.categories(),
                    decision,
                    training,
                    shots);
            YAML.writeValue(temporary.resolve(DESCRIPTION).toFile(), content);
            Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
            return new Bundle(folder, content);
        } finally {
            FileUtils.deleteDirectory(temporary.toFile());
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return Sha256.of(bytes);
        }
    }

    /** What it is known by: SHA-256 of the trained tensors, in lower-case hexadecimal digits. */
    public String sha256() {
        return content.modelSha256();
    }

    /** The configuration it was trained with. */
    public RobisConfig config() {
        return content.config();
    }

    /**
     * Loads the networks, to score tiles.
     *
     * @param protocol decides how map borders are blurred
     * @throws IOException if the weights are missing or damaged, or the encoder is not the one of the training
     */
    public TileScorer openScorer(Protocol protocol, EncoderWeights weights) throws IOException {
        GaussianBlur.Border border =
                protocol == Protocol.REFERENCE ? GaussianBlur.Border.ZERO : GaussianBlur.Border.REPLICATE;
        return openScorers(border, weights, 1).get(0);
    }

    /** As many of them; the encoder's file is checked once. */
    List<TileScorer> openScorers(GaussianBlur.Border border, EncoderWeights weights, int count) throws IOException {
        List<TileScorer> scorers = new ArrayList<>();
        try (TensorSource trained = openModel(weights)) {
            for (int i = 0; i < count; i++) scorers.add(scorer(config(), border, weights, trained));
            return scorers;
        } catch (IOException | RuntimeException e) {
            scorers.forEach(TileScorer::close);
            throw e;
        }
    }

    /** The trained tensors; they and the encoder are those that they were. */
    TensorSource openModel(EncoderWeights weights) throws IOException {
        String found = weights.sha256(config().encoder());
        if (!found.equals(content.encoderSha256()))
            throw new IOException(folder.resolve(DESCRIPTION) + ": trained on an encoder " + config().encoder()
                    + " with SHA-256 " + content.encoderSha256() + ", found one with " + found);
        String model = sha256(folder.resolve(MODEL));
        if (!model.equals(content.modelSha256()))
            throw new IOException(folder.resolve(MODEL) + ": damaged or exchanged: expected SHA-256 "
                    + content.modelSha256() + ", found " + model);
        return SafetensorsFile.open(folder.resolve(MODEL));
    }

    /**
     * Writes encoder and trained tensors as one safetensors file under the names of the reference, which loads it with
     * {@code model.load_state_dict(safetensors.torch.load_file(file))}. Whole or not there.
     *
     * @param file must not exist
     * @throws FileAlreadyExistsException if it does
     * @throws IOException if the weights are missing or damaged, or the encoder is not the one of the training
     */
    public void exportReference(Path file, EncoderWeights weights) throws IOException {
        if (Files.exists(file)) throw new FileAlreadyExistsException(file + ": exists already");
        try (TensorSource trained = openModel(weights);
                TensorSource encoder = weights.open(config().encoder())) {
            TensorSource whole = ReferenceModel.join(config().model(), encoder, trained);
            Files.createDirectories(file.toAbsolutePath().getParent());
            SafetensorsWriter.write(file, whole);
        }
    }

    /** A scorer for given trained tensors. */
    static TileScorer scorer(
            RobisConfig config, GaussianBlur.Border border, EncoderWeights weights, TensorSource trained)
            throws IOException {
        int side = config.cropSize();
        int patch = Backbone.named(config.encoder()).config().patch();
        int tokens = (side / patch) * (side / patch);
        try (TensorSource encoder = weights.open(config.encoder())) {
            InpFormer model =
                    InpFormer.open(config.model(), encoder, trained, side, side, Math.max(1, TOKENS_AT_ONCE / tokens));
            return new TileScorer(model, new InputTransform(config.inputSize(), side), mapper(config, border));
        }
    }

    private static AnomalyMapper mapper(RobisConfig config, GaussianBlur.Border border) {
        return new AnomalyMapper(
                config.cropSize(),
                config.cropSize(),
                config.mapSize(),
                config.mapSize(),
                new GaussianBlur(BLUR_RADIUS, BLUR_SIGMA, border));
    }

    /** Version of this library, or {@code development} outside of its jar. */
    static String libraryVersion() {
        return Optional.ofNullable(Bundle.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}

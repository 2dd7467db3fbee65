package dev.robis.seg.exchange;

import dev.robis.nn.inp.ReferenceModel;
import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.vit.VitWeights;
import dev.robis.seg.Calibrator;
import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.bundle.BundleWriter;
import dev.robis.seg.config.Decision;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.detector.EncoderWeights;
import dev.robis.seg.detector.ImportRecord;
import dev.robis.seg.detector.Sha256;
import dev.robis.seg.inp.InpFormerKind;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;

/**
 * Makes a bundle of a model that the reference trained, without training.
 *
 * <pre>{@code
 * try (TensorSource tensors = Checkpoint.open(file)) {          // of the module weights-converter
 *     ReferenceModel model = ReferenceModel.of(tensors, Optional.empty());
 *     RobisConfig config = RobisConfig.defaults()
 *             .withEncoder(model.backbone().name()).withPrototypes(model.prototypes());
 *     Bundle can = new BundleImport(config, EncoderWeights.standard(), false)
 *             .run(file, model, Dataset.mvtecAd2(root, "can"), Path.of("can"));
 * }
 * }</pre>
 *
 * <p>The encoder inside the model is compared, bit by bit, with the one that {@code weights} has under that name, and
 * not stored again. Defect-free images are scored once, so that single images can be judged. Immutable, safe for
 * concurrent use on different bundles.
 *
 * @param config how the model is applied; encoder and number of prototypes must be the model's
 * @param weights where its encoder is, or is to be
 * @param installEncoder whether an encoder that is not there is taken out of the model; one that is there is never
 *     replaced
 */
public record BundleImport(RobisConfig config, EncoderWeights weights, boolean installEncoder) {

    /**
     * @param file that holds the model, to be remembered by name and hash
     * @param model its tensors
     * @param images of which the validation images calibrate the bundle, or the training images where there are none
     * @param bundle folder to write; must not exist
     * @throws FileAlreadyExistsException if the bundle exists
     * @throws IOException if the encoder is not there, or another one is, or images are missing or unreadable; no
     *     bundle is written then, but an encoder that was installed stays
     */
    public Bundle run(Path file, ReferenceModel model, Dataset images, Path bundle) throws IOException {
        if (Files.exists(bundle)) throw new FileAlreadyExistsException(bundle + ": exists already");
        if (!model.config().equals(InpFormerKind.shape(config.model())))
            throw new IllegalArgumentException("configured for " + config.encoder() + " with "
                    + config.model().prototypes()
                    + " prototypes, found " + model.backbone().name() + " with " + model.prototypes() + " in " + file);
        settleEncoder(model);
        Calibrator.Result measured =
                new Calibrator(config.model(), config.maps(), weights).calibrate(List.of(images), model.trained());
        ImportRecord origin = new ImportRecord(images.category(), String.valueOf(file.getFileName()), Sha256.of(file));
        Path folder = Files.createDirectories(bundle.toAbsolutePath().getParent());
        Path work = Files.createTempDirectory(folder, "." + bundle.getFileName() + ".");
        try {
            return new BundleWriter(
                            config,
                            weights.sha256(config.encoder()),
                            measured.pooled(),
                            Map.of(),
                            Decision.defaults(),
                            origin,
                            List.of())
                    .write(bundle, work, model.trained());
        } finally {
            FileUtils.deleteDirectory(work.toFile());
        }
    }

    private void settleEncoder(ReferenceModel model) throws IOException {
        String name = config.encoder();
        if (!weights.has(name)) {
            install(model);
            return;
        }
        try (TensorSource known = weights.open(name)) {
            VitWeights.require(model.backbone().config(), known);
            Optional<EncoderDifference> difference = EncoderDifference.between(model.encoder(), known);
            if (difference.isPresent())
                throw new IOException(model.source().describe() + ": its encoder is not " + known.describe() + ": "
                        + difference.get()
                        + ". To keep the model's own, name a new file for it (--encoder-weights FILE"
                        + " --install-encoder)");
        }
    }

    private void install(ReferenceModel model) throws IOException {
        String name = config.encoder();
        Path at = weights.place(name);
        if (!installEncoder)
            throw new NoSuchFileException(at + ": no weights of " + name + " to compare with those in "
                    + model.source().describe() + "; " + EncoderWeights.remedy(name)
                    + ", or take them out of the model (--install-encoder)");
        Files.createDirectories(at.toAbsolutePath().getParent());
        SafetensorsWriter.write(at, model.encoder());
    }
}

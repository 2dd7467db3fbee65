package dev.robis.seg.exchange;

import dev.robis.nn.inp.ReferenceModel;
import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.config.ModelConfig;
import dev.robis.seg.detector.EncoderWeights;
import dev.robis.seg.inp.InpFormerKind;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a bundle for the Python reference. Immutable, safe for concurrent use.
 *
 * @param weights where the encoder is
 */
public record ReferenceExport(EncoderWeights weights) {

    /**
     * Writes encoder and trained tensors as one safetensors file under the names of the reference, which loads it with
     * {@code model.load_state_dict(safetensors.torch.load_file(file))}. The file is whole or not there.
     *
     * @param file must not exist
     * @throws FileAlreadyExistsException if it does
     * @throws IllegalArgumentException if the bundle has another detector than the reference
     * @throws IOException if the weights are missing or damaged, or the encoder is not the one of the training
     */
    public void run(Bundle bundle, Path file) throws IOException {
        ModelConfig model = bundle.model();
        if (!model.detector().equals(ModelConfig.INP_FORMER))
            throw new IllegalArgumentException(bundle.folder() + ": the reference has the detector "
                    + ModelConfig.INP_FORMER + " only, found " + model.detector());
        if (Files.exists(file)) throw new FileAlreadyExistsException(file + ": exists already");
        try (TensorSource trained = bundle.openModel(weights);
                TensorSource encoder = weights.open(model.encoder())) {
            TensorSource whole = ReferenceModel.join(InpFormerKind.shape(model), encoder, trained);
            Files.createDirectories(file.toAbsolutePath().getParent());
            SafetensorsWriter.write(file, whole);
        }
    }
}

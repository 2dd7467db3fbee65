package dev.robis.seg.bundle;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.robis.seg.calibration.Calibration;
import dev.robis.seg.config.Decision;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.config.ModelConfig;
import dev.robis.seg.config.TrainingConfig;
import dev.robis.seg.detector.Origin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code bundle.yaml} says.
 *
 * @param format number of the layout of this file and folder
 * @param libraryVersion version that trained or imported it
 * @param model which network
 * @param maps how a map is made
 * @param training how it was learned, or would be learned where it was imported
 * @param modelSha256 of {@code model.safetensors}
 * @param encoderSha256 of the encoder's weights file
 * @param calibration scores of defect-free images, of all products together
 * @param categories the same of each product by its name, where the model knows several
 * @param decision how scores become answers unless something else is asked for
 * @param origin how it came to be
 * @param shots names of the only images it was trained on, {@code CATEGORY/NAME}; empty where it was all
 */
public record BundleDescription(
        int format,
        String libraryVersion,
        ModelConfig model,
        MapConfig maps,
        TrainingConfig training,
        String modelSha256,
        String encoderSha256,
        Calibration calibration,
        Map<String, Calibration> categories,
        Decision decision,
        Origin origin,
        List<String> shots) {

    public BundleDescription {
        categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
        shots = List.copyOf(shots);
    }

    /** See {@link Bundle#identity}. */
    @JsonIgnore
    public String identity() {
        return Identity.of(this);
    }
}

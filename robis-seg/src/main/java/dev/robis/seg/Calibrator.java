package dev.robis.seg;

import boofcv.struct.image.GrayF32;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.calibration.Calibration;
import dev.robis.seg.calibration.GoodImages;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.config.ModelConfig;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Sample;
import dev.robis.seg.data.Split;
import dev.robis.seg.detector.Detector;
import dev.robis.seg.detector.DetectorKind;
import dev.robis.seg.detector.EncoderWeights;
import dev.robis.seg.image.ImageFiles;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what defect-free images score with a trained model. Immutable, safe for concurrent use.
 *
 * @param model which network
 * @param maps how images will be scored
 * @param weights where the encoder is
 */
public record Calibrator(ModelConfig model, MapConfig maps, EncoderWeights weights) {

    /**
     * Calibrations of one model for several products.
     *
     * @param pooled over the images of all of them
     * @param categories of each of them by name; empty where there is one
     */
    public record Result(Calibration pooled, Map<String, Calibration> categories) {}

    /**
     * Scores validation images, or the training images where a product has no others.
     *
     * @param kept what the detector keeps
     * @throws IOException if a product has no good images, or an image or the weights cannot be read
     */
    public Result calibrate(List<Dataset> products, TensorSource kept) throws IOException {
        GoodImages all = new GoodImages(maps.imageScore());
        Map<String, Calibration> categories = new LinkedHashMap<>();
        try (Detector detector = DetectorKind.open(model, maps, weights, kept)) {
            for (Dataset product : products) {
                if (products.size() == 1) score(product, detector, List.of(all));
                else {
                    GoodImages own = new GoodImages(maps.imageScore());
                    score(product, detector, List.of(all, own));
                    categories.put(product.category(), Calibration.of(own));
                }
            }
        }
        return new Result(Calibration.of(all), categories);
    }

    private void score(Dataset dataset, Detector detector, List<GoodImages> into) throws IOException {
        List<Sample> samples = dataset.samples(Split.VALIDATION);
        if (samples.isEmpty()) samples = dataset.samples(Split.TRAIN);
        if (samples.isEmpty()) throw new IOException(dataset + ": no good images to calibrate with");
        for (Sample sample : samples) {
            GrayF32 raw = ImageMap.raw(maps, detector, ImageFiles.read(sample.image()));
            into.forEach(good -> good.add(raw));
        }
    }
}

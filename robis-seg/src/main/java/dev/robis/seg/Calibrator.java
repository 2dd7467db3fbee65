package dev.robis.seg;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Sample;
import dev.robis.seg.data.Split;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.score.TileScorer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what defect-free images score with a trained model.
 *
 * @param config of the model
 * @param weights where the encoder is
 * @param decision with which images will be judged
 */
record Calibrator(RobisConfig config, EncoderWeights weights, Decision decision) {

    Calibrator(RobisConfig config, EncoderWeights weights) {
        this(config, weights, Decision.defaults());
    }

    /**
     * Calibrations of one model for several products.
     *
     * @param pooled over the images of all of them
     * @param categories of each of them by name; empty where there is one
     */
    record Result(Calibration pooled, Map<String, Calibration> categories) {}

    /** Scores validation images, or the training images where there is one image in all. */
    Calibration calibrate(Dataset dataset, TensorSource trained) throws IOException {
        return calibrate(List.of(dataset), trained).pooled();
    }

    /** The same for several products. */
    Result calibrate(List<Dataset> datasets, TensorSource trained) throws IOException {
        GoodImages all = GoodImages.NONE;
        Map<String, Calibration> categories = new LinkedHashMap<>();
        try (TileScorer scorer = Bundle.scorer(config, Repair.border(decision.repairs()), weights, trained)) {
            for (Dataset dataset : datasets) {
                GoodImages good = score(dataset, scorer);
                if (datasets.size() > 1) categories.put(dataset.category(), Calibration.of(good));
                all = all.plus(good);
            }
        }
        return new Result(Calibration.of(all), categories);
    }

    private GoodImages score(Dataset dataset, TileScorer scorer) throws IOException {
        List<Sample> samples = dataset.samples(Split.VALIDATION);
        if (samples.isEmpty()) samples = dataset.samples(Split.TRAIN);
        if (samples.isEmpty()) throw new IOException(dataset + ": no good images to calibrate with");
        GoodImages good = GoodImages.NONE;
        for (Sample sample : samples) {
            Planar<GrayU8> image = ImageFiles.read(sample.image());
            good = good.plus(ImageMap.raw(config, decision, scorer, image));
        }
        return good;
    }
}

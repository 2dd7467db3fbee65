package dev.robis.seg;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.binarize.ScoreStatistics;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Sample;
import dev.robis.seg.data.Split;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.score.TileScorer;
import java.io.IOException;
import java.util.List;

/**
 * Measures what defect-free images score with a trained model.
 *
 * @param config of the model
 * @param weights where the encoder is
 */
record Calibrator(RobisConfig config, EncoderWeights weights) {

    /** Scores validation images, or the training images where there is one image in all. */
    Calibration calibrate(Dataset dataset, TensorSource trained) throws IOException {
        List<Sample> samples = dataset.samples(Split.VALIDATION);
        if (samples.isEmpty()) samples = dataset.samples(Split.TRAIN);
        ScoreStatistics statistics = ScoreStatistics.EMPTY;
        try (TileScorer scorer = Bundle.scorer(config, Protocol.CALIBRATED, weights, trained)) {
            for (Sample sample : samples) {
                Planar<GrayU8> image = ImageFiles.read(sample.image());
                statistics = statistics.plus(ScoreStatistics.of(ImageMap.raw(config, scorer, image)));
            }
        }
        return Calibration.of(samples.size(), statistics);
    }
}

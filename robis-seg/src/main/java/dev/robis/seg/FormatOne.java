package dev.robis.seg;

import dev.robis.seg.binarize.ScoreStatistics;
import dev.robis.seg.map.MapRange;
import java.util.List;
import java.util.Map;

/**
 * {@code bundle.yaml} of format 1, which knew one product, no decision and of the scores of good images only the largest.
 * Is read, never written.
 */
record FormatOne(
        int format,
        String libraryVersion,
        String modelSha256,
        RobisConfig config,
        String encoderSha256,
        Calibrated calibration,
        TrainingRecord training) {

    record Calibrated(int images, MapRange range, ScoreStatistics statistics) {}

    Bundle.Content upgraded() {
        Calibration known = new Calibration(
                calibration.images,
                calibration.range,
                calibration.statistics,
                List.of(calibration.statistics.maxima().max()));
        return new Bundle.Content(
                format,
                libraryVersion,
                modelSha256,
                config,
                encoderSha256,
                known,
                Map.of(),
                Decision.defaults(),
                training,
                List.of());
    }
}

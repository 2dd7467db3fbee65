package dev.robis.eval;

import java.util.List;
import org.apiguardian.api.API;

/**
 * The score of one image as a whole.
 *
 * @param name name of the image, as the evaluator got it
 * @param anomalous whether the image is bad
 * @param score a higher score is more anomalous
 */
public record ImageScore(String name, boolean anomalous, double score) {

    /** For {@link SplitEvaluator}; scores may get further components. */
    @API(status = API.Status.EXPERIMENTAL)
    public ImageScore {}

    static RankingSweep ranking(List<ImageScore> images, double f1Smoothing) {
        double[] scores = new double[images.size()];
        boolean[] anomalous = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = images.get(i).score;
            anomalous[i] = images.get(i).anomalous;
        }
        return RankingScores.ranking(scores, anomalous, f1Smoothing);
    }
}

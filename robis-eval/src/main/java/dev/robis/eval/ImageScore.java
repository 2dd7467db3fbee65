package dev.robis.eval;

import java.util.List;

/**
 * @param name as given to the evaluator
 * @param anomalous whether it had a ground truth
 * @param score of the whole image
 */
public record ImageScore(String name, boolean anomalous, double score) {

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

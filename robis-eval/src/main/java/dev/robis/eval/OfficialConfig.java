package dev.robis.eval;

import java.util.List;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * Settings of the official metrics. Start with {@link #defaults}.
 *
 * @param integrationLimits limits of the false positive rate for AU-PRO, each in (0, 1]: 0.05 for MVTec AD 2, 0.3 for MVTec AD
 * @param sizeEdges areas in pixels, rising, that separate the ranges of {@link OfficialScores#recallBySize}: the edges 16 and
 *     64 make the ranges 1 to 15, 16 to 63, and from 64
 * @param maxCurvePoints largest number of points of {@link OfficialScores#curve}, at least 2. It matters for the curve only;
 *     the metrics always use every point.
 * @param storage where the scores of pixels are kept
 */
public record OfficialConfig(
        List<Double> integrationLimits, List<Integer> sizeEdges, int maxCurvePoints, PixelStorage storage) {

    /** For {@link #defaults}; settings may get further components. */
    @API(status = API.Status.EXPERIMENTAL)
    public OfficialConfig {
        integrationLimits = List.copyOf(integrationLimits);
        sizeEdges = List.copyOf(sizeEdges);
        Objects.requireNonNull(storage, "storage");
        for (double limit : integrationLimits)
            if (!(limit > 0 && limit <= 1))
                throw new IllegalArgumentException("an integration limit must lie in (0, 1], found " + limit);
        int previous = 1;
        for (int edge : sizeEdges) {
            if (edge <= previous)
                throw new IllegalArgumentException("sizeEdges must rise and begin above 1, found " + sizeEdges);
            previous = edge;
        }
        if (maxCurvePoints < 2)
            throw new IllegalArgumentException("maxCurvePoints must be at least 2, found " + maxCurvePoints);
    }

    /** Limits 0.05 and 0.3, size ranges that end at powers of four from 16 to 4096, 2000 points of the curve. */
    public static OfficialConfig defaults() {
        return new OfficialConfig(List.of(0.05, 0.3), List.of(16, 64, 256, 1024, 4096), 2000, PixelStorage.defaults());
    }

    public OfficialConfig withIntegrationLimits(Double... limits) {
        return new OfficialConfig(List.of(limits), sizeEdges, maxCurvePoints, storage);
    }

    public OfficialConfig withSizeEdges(Integer... edges) {
        return new OfficialConfig(integrationLimits, List.of(edges), maxCurvePoints, storage);
    }

    public OfficialConfig withMaxCurvePoints(int points) {
        return new OfficialConfig(integrationLimits, sizeEdges, points, storage);
    }

    public OfficialConfig withStorage(PixelStorage place) {
        return new OfficialConfig(integrationLimits, sizeEdges, maxCurvePoints, place);
    }
}

package dev.robis.eval.html;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.eval.ImageResult;
import dev.robis.eval.OfficialConfig;
import dev.robis.eval.OfficialScores;
import dev.robis.eval.Results;
import dev.robis.eval.SplitEvaluator;
import java.util.List;
import java.util.Random;

/** Small images with blurry spots, some of them defects. */
final class Samples {

    static final float TOP = 100;

    private Samples() {}

    static ReportImage bad(String name, int width, int height, long seed) {
        GrayF32 map = spots(width, height, seed);
        return bad(name, photo(width, height, seed), map, above(map, 60), above(spots(width, height, seed), 45));
    }

    static ReportImage good(String name, int width, int height, long seed) {
        GrayF32 map = spots(width, height, seed);
        for (int i = 0; i < width * height; i++) map.data[i] /= 2;
        return good(name, photo(width, height, seed), map, above(map, 60));
    }

    static ReportImage good(String name, Planar<GrayU8> photo, GrayF32 map, GrayU8 mask) {
        return of(photo, ImageResult.good(name), map, mask);
    }

    static ReportImage bad(String name, Planar<GrayU8> photo, GrayF32 map, GrayU8 mask) {
        return of(photo, ImageResult.bad(name), map, mask);
    }

    static ReportImage bad(String name, Planar<GrayU8> photo, GrayF32 map, GrayU8 mask, GrayU8 truth) {
        return of(photo, ImageResult.bad(name).withGroundTruth(truth), map, mask);
    }

    static ReportImage unlabelled(String name, Planar<GrayU8> photo, GrayF32 map, GrayU8 mask) {
        return of(photo, ImageResult.unlabelled(name), map, mask);
    }

    private static ReportImage of(Planar<GrayU8> photo, ImageResult result, GrayF32 map, GrayU8 mask) {
        return ReportImage.of(photo, result.withMap(map).withMask(mask));
    }

    static Planar<GrayU8> photo(int width, int height, long seed) {
        Random random = new Random(seed);
        Planar<GrayU8> photo = new Planar<>(GrayU8.class, width, height, 3);
        for (int band = 0; band < 3; band++) random.nextBytes(photo.getBand(band).data);
        return photo;
    }

    /** 0 to 100. */
    static GrayF32 spots(int width, int height, long seed) {
        Random random = new Random(seed);
        GrayF32 map = new GrayF32(width, height);
        for (int spot = 0; spot < 3; spot++) {
            double cx = random.nextDouble() * width;
            double cy = random.nextDouble() * height;
            double radius = 2 + random.nextDouble() * Math.min(width, height) / 6;
            double height100 = 70 + 30 * random.nextDouble();
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++) {
                    double distance = Math.hypot(x - cx, y - cy) / radius;
                    map.set(x, y, (float) Math.max(map.get(x, y), height100 * Math.exp(-distance * distance / 2)));
                }
        }
        return map;
    }

    static GrayU8 above(GrayF32 map, double threshold) {
        GrayU8 mask = new GrayU8(map.width, map.height);
        for (int y = 0; y < map.height; y++)
            for (int x = 0; x < map.width; x++) mask.set(x, y, map.get(x, y) >= threshold ? 1 : 0);
        return mask;
    }

    static OfficialScores scores(List<ReportImage> images) {
        try (SplitEvaluator<OfficialScores> evaluator = SplitEvaluator.official(OfficialConfig.defaults())) {
            for (ReportImage image : images)
                evaluator.add(Results.of(
                        image.name(),
                        image.map(),
                        image.mask(),
                        image.groundTruth().orElse(null)));
            return evaluator.finish();
        }
    }
}

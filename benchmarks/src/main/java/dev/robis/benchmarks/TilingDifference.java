package dev.robis.benchmarks;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.seg.AnomalySegmenter;
import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.detector.EncoderWeights;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.result.Segmentation;
import dev.robis.seg.tile.Tiling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What {@link Tiling#BALANCED} saves and how much maps and masks differ then from those of {@link Tiling#FIXED}, the two
 * taking turns. Arguments: a bundle and images.
 */
public final class TilingDifference {

    private TilingDifference() {}

    private record Row(double ratio, double correlation, double overlap) {}

    public static void main(String[] arguments) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (AnomalySegmenter fixed = open(arguments[0], Tiling.FIXED);
                AnomalySegmenter balanced = open(arguments[1], Tiling.BALANCED)) {
            for (String file : Arrays.asList(arguments).subList(2, arguments.length)) {
                Planar<GrayU8> image = ImageFiles.read(Path.of(file));
                if (rows.isEmpty()) { // compiled and warm
                    fixed.segment(image);
                    balanced.segment(image);
                }
                long start = System.nanoTime();
                Segmentation known = fixed.segment(image);
                long middle = System.nanoTime();
                Segmentation other = balanced.segment(image);
                double ratio = (double) (System.nanoTime() - middle) / (middle - start);
                rows.add(new Row(
                        ratio,
                        correlation(known.anomalyMap(), other.anomalyMap()),
                        overlap(known.mask(), other.mask())));
            }
        }
        System.out.printf(
                "%d images; medians: time balanced / fixed %.3f, correlation of maps %.4f, intersection over union of masks"
                        + " %.3f%n",
                rows.size(),
                median(rows, Comparator.comparingDouble(Row::ratio)).ratio,
                median(rows, Comparator.comparingDouble(Row::correlation)).correlation,
                median(rows, Comparator.comparingDouble(Row::overlap)).overlap);
    }

    private static AnomalySegmenter open(String folder, Tiling tiling) throws IOException {
        Bundle bundle = Bundle.open(Path.of(folder));
        if (bundle.maps().tiling() != tiling)
            throw new IllegalArgumentException(folder + ": expected a bundle of tiling " + tiling + ", found "
                    + bundle.maps().tiling());
        return AnomalySegmenter.open(bundle, EncoderWeights.standard(), 1);
    }

    private static Row median(List<Row> rows, Comparator<Row> by) {
        return rows.stream().sorted(by).toList().get(rows.size() / 2);
    }

    private static double correlation(GrayF32 a, GrayF32 b) {
        double meanA = 0, meanB = 0;
        int count = a.data.length;
        for (int i = 0; i < count; i++) {
            meanA += a.data[i] / count;
            meanB += b.data[i] / count;
        }
        double product = 0, squareA = 0, squareB = 0;
        for (int i = 0; i < count; i++) {
            product += (a.data[i] - meanA) * (b.data[i] - meanB);
            squareA += (a.data[i] - meanA) * (a.data[i] - meanA);
            squareB += (b.data[i] - meanB) * (b.data[i] - meanB);
        }
        return product / Math.sqrt(squareA * squareB);
    }

    /** 1 where both are empty. */
    private static double overlap(GrayU8 a, GrayU8 b) {
        int both = 0, either = 0;
        for (int i = 0; i < a.data.length; i++) {
            both += a.data[i] & b.data[i];
            either += a.data[i] | b.data[i];
        }
        return either == 0 ? 1 : (double) both / either;
    }
}

package dev.robis.benchmarks;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.seg.AnomalySegmenter;
import dev.robis.seg.RobisTrainer;
import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.detector.EncoderWeights;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.progress.TrainingListener;
import dev.robis.seg.result.Segmentation;
import dev.robis.seg.synthetic.Product;
import dev.robis.seg.synthetic.SyntheticConfig;
import dev.robis.seg.synthetic.SyntheticDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * Shows many images from many threads to one segmenter with two networks. Every answer must be that of one thread, bit by
 * bit, and memory must stay flat: resident, heap and what is resident beyond the heap (code, threads, networks) are printed
 * after every hundred images, and once more when the segmenter is closed. The last is a difference that holds under
 * {@code -Xms512m -Xmx512m -XX:+AlwaysPreTouch}. Arguments: images, threads; 1000 and 8 unless given. Ends with 1 if an answer
 * differs.
 */
public final class SegmenterSoak {

    private static final int EVERY = 100;
    private static final int NETWORKS = 2;

    private SegmenterSoak() {}

    public static void main(String[] arguments) throws Exception {
        int images = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
        Path folder = Files.createTempDirectory("robis-soak");
        try {
            Bundle bundle = train(folder);
            List<Planar<GrayU8>> shown = photographs(folder);
            List<Segmentation> expected;
            try (AnomalySegmenter one = AnomalySegmenter.open(bundle, EncoderWeights.standard(), 1)) {
                expected = shown.stream().map(one::segment).toList();
            }
            memory("before");
            int wrong;
            long start = System.nanoTime();
            try (AnomalySegmenter segmenter = AnomalySegmenter.open(bundle, EncoderWeights.standard(), NETWORKS)) {
                wrong = show(segmenter, shown, expected, images, threads);
            }
            System.out.printf(
                    "%d images, %d threads, %d networks, %.0f s; %d answers differ from those of one thread%n",
                    images, threads, NETWORKS, (System.nanoTime() - start) * 1e-9, wrong);
            memory("closed");
            if (wrong > 0) System.exit(1);
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
        System.exit(0); // the engine's threads are no daemons
    }

    private static Bundle train(Path folder) throws IOException {
        SyntheticDataset.write(
                folder,
                SyntheticConfig.defaults()
                        .withSize(200, 200)
                        .withProducts(List.of(Product.WOVEN_FABRIC))
                        .withCounts(4, 4, 6, 6));
        RobisConfig config = RobisConfig.reference()
                .withEncoder("robis_vit_tiny_14")
                .withInputSize(56)
                .withWindow(112)
                .withBatchSize(4)
                .withEpochs(1);
        return new RobisTrainer(config)
                .train(
                        Dataset.mvtecAd2(folder, Product.WOVEN_FABRIC.category()),
                        folder.resolve("bundle"),
                        TrainingListener.NONE);
    }

    private static List<Planar<GrayU8>> photographs(Path folder) throws IOException {
        List<Planar<GrayU8>> images = new ArrayList<>();
        Path test = folder.resolve(Product.WOVEN_FABRIC.category()).resolve("test_public");
        for (String kind : new String[] {"good", "bad"})
            try (Stream<Path> files = Files.list(test.resolve(kind))) {
                for (Path file : files.sorted().toList()) images.add(ImageFiles.read(file));
            }
        return images;
    }

    private static int show(
            AnomalySegmenter segmenter,
            List<Planar<GrayU8>> shown,
            List<Segmentation> expected,
            int images,
            int threads)
            throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        int wrong = 0;
        try {
            for (int done = 0; done < images; done += EVERY) {
                List<Future<Boolean>> answers = new ArrayList<>();
                for (int i = done; i < Math.min(images, done + EVERY); i++) {
                    int image = i * 7 % shown.size();
                    answers.add(pool.submit(() -> same(segmenter.segment(shown.get(image)), expected.get(image))));
                }
                for (Future<Boolean> answer : answers) if (!answer.get()) wrong++;
                memory(String.valueOf(Math.min(images, done + EVERY)));
            }
        } finally {
            pool.shutdown();
        }
        return wrong;
    }

    private static boolean same(Segmentation actual, Segmentation expected) {
        return actual.score() == expected.score()
                && actual.threshold() == expected.threshold()
                && actual.defective() == expected.defective()
                && actual.regions().equals(expected.regions())
                && Arrays.equals(actual.mask().data, expected.mask().data)
                && Arrays.equals(actual.anomalyMap().data, expected.anomalyMap().data);
    }

    private static void memory(String when) throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "%8s: resident %5d MB, heap %4d of %4d MB, beyond the heap %4d MB%n",
                when,
                resident(),
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                runtime.totalMemory() >> 20,
                resident() - (runtime.totalMemory() >> 20));
    }

    /** Linux only; 0 elsewhere. */
    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) return 0;
        for (String line : Files.readAllLines(status))
            if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
        return 0;
    }
}

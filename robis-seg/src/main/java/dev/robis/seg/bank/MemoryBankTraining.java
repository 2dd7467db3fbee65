package dev.robis.seg.bank;

import boofcv.struct.image.GrayF32;
import dev.robis.nn.bank.BankLayer;
import dev.robis.nn.bank.CandidatePool;
import dev.robis.nn.bank.MemoryBank;
import dev.robis.nn.bank.PatchFeatures;
import dev.robis.nn.bank.Place;
import dev.robis.nn.encoder.FeatureLayer;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.config.TrainingConfig;
import dev.robis.seg.data.Sample;
import dev.robis.seg.detector.DetectorTrainer;
import dev.robis.seg.detector.MemoryBankRecord;
import dev.robis.seg.detector.TrainingJob;
import dev.robis.seg.score.CutTile;
import dev.robis.seg.score.Placed;
import dev.robis.seg.score.TileSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fills a memory bank: vectors of every training image, a coreset of them per layer, and the scale of each layer from images that are
 * held out. Memory does not grow with the number of images.
 */
final class MemoryBankTraining implements DetectorTrainer {

    private static final int TILES_AHEAD = 2;

    @Override
    public Learned learn(TrainingJob job) throws IOException {
        List<Sample> train = job.images().train();
        if (train.isEmpty()) throw new IOException(job.images().products() + ": no good images to learn from");
        List<Sample> heldOut =
                job.images().heldOut().isEmpty() ? train : job.images().heldOut();
        try (TensorSource encoder = job.weights().open(job.config().encoder());
                BankFeatures features = new BankFeatures(job.config().model(), encoder)) {
            Progress progress = new Progress(job.listener(), train.size() + heldOut.size());
            List<CandidatePool> pools = gather(job, features, train, progress);
            List<BankLayer> layers = pools.stream()
                    .map(pool -> pool.choose(job.config().model().prototypes()))
                    .toList();
            MemoryBank unscaled = new MemoryBank(layers, Collections.nCopies(layers.size(), 1f));
            List<Float> scales = scales(job, features, unscaled, heldOut, progress);
            MemoryBank bank = new MemoryBank(layers, scales);
            return new Learned(
                    bank.tensors(features.layers()),
                    new MemoryBankRecord(
                            job.images().products(),
                            train.size(),
                            job.images().heldOut().size(),
                            pools.stream().map(CandidatePool::count).toList(),
                            layers.stream().map(BankLayer::size).toList(),
                            train.stream().map(Sample::name).toList()));
        }
    }

    private static TileSource<CutTile> tiles(TrainingJob job, List<Sample> samples) {
        MapConfig maps = job.config().maps();
        return TileSource.cutting(samples, maps.shorterSide(), maps.tiling(), maps.window(), maps.overlap())
                .ahead(TILES_AHEAD);
    }

    private static List<CandidatePool> gather(
            TrainingJob job, BankFeatures features, List<Sample> train, Progress progress) throws IOException {
        TrainingConfig training = job.config().training();
        int share = CandidatePool.share(train.size(), training.candidatesPerImage(), training.candidates());
        List<CandidatePool> pools = features.layers().stream()
                .map(layer -> new CandidatePool(layer.width(), share))
                .toList();
        int[] image = {0};
        tiles(job, train).forEach(tile -> {
            add(features.layers(), features.of(tile.pixels()), tile, image[0], pools);
            if (!tile.place().last()) return;
            IntStream.range(0, pools.size()).parallel().forEach(i -> pools.get(i)
                    .endImage());
            image[0]++;
            progress.imageDone();
        });
        return pools;
    }

    /** Of a tile only what lies nearer to its middle than to that of a neighbour, so that no patch counts twice. */
    private static void add(
            List<FeatureLayer> layers,
            List<PatchFeatures> features,
            Placed<CutTile> tile,
            int image,
            List<CandidatePool> pools) {
        OwnArea own = OwnArea.of(tile.place());
        for (int layer = 0; layer < layers.size(); layer++) {
            PatchFeatures vectors = features.get(layer);
            double perRow = (double) tile.pixels().height / vectors.rows();
            double perColumn = (double) tile.pixels().width / vectors.columns();
            for (int row = 0; row < vectors.rows(); row++)
                for (int column = 0; column < vectors.columns(); column++) {
                    int x = tile.place().tile().x() + (int) ((column + 0.5) * perColumn);
                    int y = tile.place().tile().y() + (int) ((row + 0.5) * perRow);
                    if (own.contains(x, y))
                        pools.get(layer).add(vectors, row * vectors.columns() + column, new Place(image, x, y));
                }
        }
    }

    /** Per layer the median over the images of the largest distance; of two in the middle the lower. */
    private static List<Float> scales(
            TrainingJob job, BankFeatures features, MemoryBank bank, List<Sample> heldOut, Progress progress)
            throws IOException {
        List<List<Float>> maxima = new ArrayList<>();
        for (int i = 0; i < bank.layers().size(); i++) maxima.add(new ArrayList<>());
        try (MemoryBankDetector detector =
                new MemoryBankDetector(features, bank, job.config().maps())) {
            float[] largest = new float[maxima.size()];
            tiles(job, heldOut).forEach(tile -> {
                List<GrayF32> maps = detector.layers(tile.pixels());
                for (int i = 0; i < largest.length; i++)
                    for (float distance : maps.get(i).data) largest[i] = Math.max(largest[i], distance);
                if (!tile.place().last()) return;
                for (int i = 0; i < largest.length; i++) {
                    maxima.get(i).add(largest[i]);
                    largest[i] = 0;
                }
                progress.imageDone();
            });
        }
        return maxima.stream().map(MemoryBankTraining::lowerMedian).toList();
    }

    private static float lowerMedian(List<Float> values) {
        float median = values.stream().sorted().toList().get((values.size() - 1) / 2);
        return median > 0 ? median : Float.MIN_NORMAL; // every image was in the bank as a whole
    }
}

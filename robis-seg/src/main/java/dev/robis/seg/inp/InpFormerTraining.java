package dev.robis.seg.inp;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.nn.inp.FeatureCache;
import dev.robis.nn.tensor.MapTensorSource;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.config.Protocol;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.detector.DetectorTrainer;
import dev.robis.seg.detector.TrainingJob;
import dev.robis.seg.detector.TrainingRecord;
import dev.robis.seg.score.CutTile;
import dev.robis.seg.score.TileSource;
import dev.robis.seg.tile.Tiling;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Learns INP-Former from the tiles of good images, with checkpoints. */
final class InpFormerTraining implements DetectorTrainer {

    private static final ObjectMapper FIELDS = new ObjectMapper();

    @Override
    public Learned learn(TrainingJob job) throws IOException {
        RobisConfig config = job.config();
        try (TrainingTiles tiles = TrainingTiles.prepare(
                        config,
                        job.cut().orElseGet(() -> cutting(job)),
                        job.images().few(),
                        job.work());
                TensorSource encoder = job.weights().open(config.encoder())) {
            if (tiles.count() == 0) throw new IOException(job.images().products() + ": no training tiles");
            Checkpoint checkpoint =
                    new Checkpoint(job.checkpoint(), identity(config, tiles.fingerprint(), job.encoderSha256()));
            TrainingRun run = new TrainingRun(config, tiles, checkpoint, job.checkpointEvery(), job.listener());
            TrainingRun.Result result;
            if (job.featureCache() == 0) result = run.run(encoder, job.resume(), Optional.empty());
            else
                try (FeatureCache cache = new FeatureCache(job.work(), job.featureCache())) {
                    result = run.run(encoder, job.resume(), Optional.of(cache));
                }
            return new Learned(
                    MapTensorSource.of(result.trained(), "the trained tensors"),
                    new TrainingRecord(
                            job.images().products(),
                            job.images().train().size(),
                            tiles.count(),
                            result.batchSize(),
                            result.steps(),
                            result.loss()));
        }
    }

    private static TileSource<String> cutting(TrainingJob job) {
        MapConfig maps = job.config().maps();
        return TileSource.cutting(
                        job.images().train(), maps.shorterSide(), tiling(job.config()), maps.window(), maps.overlap())
                .as(CutTile::name);
    }

    /** Black beyond the image is learned under the reference's protocol only. */
    private static Tiling tiling(RobisConfig config) {
        if (config.training().protocol() == Protocol.REFERENCE) return Tiling.PADDED;
        return config.maps().tiling() == Tiling.PADDED
                ? Tiling.FIXED
                : config.maps().tiling();
    }

    /** Each field of the configuration by itself, so that a refusal can name the one that differs. */
    private static Map<String, String> identity(RobisConfig config, String tiles, String encoder) {
        Map<String, String> identity = new TreeMap<>();
        for (Object part : new Object[] {config.model(), config.maps(), config.training()})
            FIELDS.convertValue(part, new TypeReference<TreeMap<String, Object>>() {})
                    .forEach((field, value) -> identity.put(field, String.valueOf(value)));
        identity.put("training tiles (SHA-256)", tiles);
        identity.put("encoder's weights (SHA-256)", encoder);
        return identity;
    }
}

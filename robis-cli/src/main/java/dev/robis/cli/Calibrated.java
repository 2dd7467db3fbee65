package dev.robis.cli;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.seg.AnomalySegmenter;
import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.config.Decision;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Sample;
import dev.robis.seg.data.Split;
import dev.robis.seg.detector.EncoderWeights;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.MapFiles;
import dev.robis.seg.result.Segmentation;
import dev.robis.seg.stage.ResultFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Marks the defects of a split image by image; maps and masks have the size of the image. */
record Calibrated(ResultFolders folders, Console console) {

    private static boolean known(Bundle bundle, String category) {
        return bundle.description().origin().category().equals(category)
                || bundle.description().categories().containsKey(category);
    }

    void run(Bundle bundle, Decision decision, EncoderWeights weights, Dataset dataset, Split split) throws Exception {
        run(bundle, decision, weights, dataset, split, Optional.empty());
    }

    /**
     * @param decision in place of the bundle's
     * @param pictures folder for overlays, if they are wanted
     */
    void run(
            Bundle bundle,
            Decision decision,
            EncoderWeights weights,
            Dataset dataset,
            Split split,
            Optional<Path> pictures)
            throws Exception {
        String category = dataset.category();
        List<Sample> samples = dataset.samples(split);
        if (!known(bundle, category))
            console.say(
                    "segment %s: the model was calibrated on %s; 'robis calibrate' measures by good images of %s",
                    category, bundle.description().origin().category(), category);
        try (AnomalySegmenter all = AnomalySegmenter.open(bundle, weights, 1, decision)) {
            AnomalySegmenter segmenter =
                    bundle.description().categories().containsKey(category) ? all.forCategory(category) : all;
            console.stage("segment", category, listener -> {
                int[] done = {0};
                try (Pipeline<Sample, Photo, Judged> pipeline = new Pipeline<>(
                        sample -> new Photo(sample, ImageFiles.read(sample.image())),
                        photo -> new Judged(photo, segmenter.segment(photo.image)),
                        judged -> {
                            write(category, judged, pictures);
                            listener.onProgress(++done[0], samples.size());
                        })) {
                    for (Sample sample : samples) pipeline.add(sample);
                    pipeline.finish();
                }
                return done[0];
            });
        }
    }

    private record Photo(Sample sample, Planar<GrayU8> image) {}

    private record Judged(Photo photo, Segmentation found) {}

    private void write(String category, Judged judged, Optional<Path> pictures) throws IOException {
        Sample sample = judged.photo.sample;
        MapFiles.writeFloat16(folders.map(category, sample), judged.found.anomalyMap());
        ImageFiles.writeMask(folders.mask(category, sample), judged.found.mask());
        if (pictures.isPresent())
            ImageFiles.writePng(
                    pictures.get().resolve(sample.name() + ".png"),
                    Pictures.of(judged.photo.image, judged.found, sample.groundTruth()));
    }
}

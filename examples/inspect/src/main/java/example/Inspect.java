package example;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.eval.overlay.Overlays;
import dev.robis.seg.AnomalySegmenter;
import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.RobisTrainer;
import dev.robis.seg.result.Segmentation;
import dev.robis.seg.progress.TrainingListener;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.image.ImageFiles;
import java.io.IOException;
import java.nio.file.Path;

/** Learns a product from a folder of good images, then marks the defects of one image. */
public final class Inspect {

    private Inspect() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 4) {
            System.err.println("usage: Inspect GOOD_IMAGES BUNDLE IMAGE OUTPUT");
            System.exit(2);
        }
        Path bundle = Path.of(arguments[1]);
        if (!Bundle.isAt(bundle)) learn(Path.of(arguments[0]), bundle);
        Segmentation found = inspect(bundle, Path.of(arguments[2]), Path.of(arguments[3]));
        System.out.println(new ObjectMapper().writeValueAsString(found)); // all but its images
    }

    /** The embedded encoder sees tiles of 224 pixels; with DINOv2, {@code RobisConfig.reference()} is what you want. */
    static void learn(Path goodImages, Path bundle) throws IOException {
        RobisConfig config = RobisConfig.reference()
                .withEncoder("robis_vit_tiny_14")
                .withInputSize(224)
                .withWindow(224)
                .withEpochs(5);
        TrainingListener progress = at -> System.err.printf("step %d of %d%n", at.step(), at.steps());
        new RobisTrainer(config).train(Dataset.folder(goodImages), bundle, progress);
    }

    static Segmentation inspect(Path bundle, Path image, Path output) throws IOException {
        try (AnomalySegmenter segmenter = AnomalySegmenter.open(bundle)) {
            Planar<GrayU8> photo = ImageFiles.read(image);
            Segmentation found = segmenter.segment(photo);
            ImageFiles.writeMask(output.resolve("mask.png"), found.mask());
            ImageFiles.writePng(
                    output.resolve("overlay.png"), Overlays.contour(photo, found.mask(), Overlays.FOUND));
            return found;
        }
    }
}

package example;

import dev.robis.seg.config.RobisConfig;
import dev.robis.seg.RobisTrainer;
import dev.robis.seg.progress.TrainingListener;
import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Split;
import dev.robis.seg.data.Sample;
import dev.robis.seg.synthetic.Product;
import dev.robis.seg.synthetic.SyntheticConfig;
import dev.robis.seg.synthetic.SyntheticDataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A made-up product and its model.
 *
 * @param bundle what was learned
 * @param images good and bad ones
 */
record Fabric(Path bundle, List<Path> images) {

    /**
     * @param folder for all of it
     * @param inputSize of a tile, pixels: small is quick
     */
    static Fabric learn(Path folder, int width, int height, int inputSize) throws IOException {
        SyntheticDataset.write(
                folder,
                SyntheticConfig.defaults()
                        .withProducts(List.of(Product.WOVEN_FABRIC))
                        .withSize(width, height)
                        .withCounts(4, 2, 2, 3));
        Dataset dataset = Dataset.mvtecAd2(folder, Product.WOVEN_FABRIC.category());
        RobisConfig config = RobisConfig.reference()
                .withEncoder("robis_vit_tiny_14")
                .withInputSize(inputSize)
                .withWindow(224)
                .withEpochs(1);
        Path bundle = folder.resolve("bundle");
        new RobisTrainer(config).train(dataset, bundle, TrainingListener.NONE);
        return new Fabric(
                bundle,
                dataset.samples(Split.TEST_PUBLIC).stream().map(Sample::image).toList());
    }
}

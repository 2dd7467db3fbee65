package dev.robis.seg.synthetic;

import dev.robis.seg.data.Split;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.ParallelWrites;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;

/**
 * Writes the synthetic data set in the layout of MVTec AD 2.
 *
 * <pre>{@code
 * SyntheticDataset.write(root, SyntheticConfig.defaults());
 * Dataset metal = Dataset.mvtecAd2(root, Product.BRUSHED_METAL.category());
 * }</pre>
 *
 * <p>The pixels are the same on every machine; the bytes of the PNG files may differ with the compression library.
 */
public final class SyntheticDataset {

    private static final String GOOD = "good",
            BAD = "bad",
            NAME = "%03d_regular.png",
            MASK_NAME = "%03d_regular_mask.png";

    private SyntheticDataset() {}

    /**
     * Writes every product into a folder named as its category. A folder appears when it is complete. Images are made on all
     * processors.
     *
     * @param root created if missing
     * @throws FileAlreadyExistsException if there is a file or folder of a product's name; nothing has been written then
     */
    public static void write(Path root, SyntheticConfig config) throws IOException {
        for (Product product : config.products()) {
            Path category = root.resolve(product.category());
            if (Files.exists(category))
                throw new FileAlreadyExistsException(
                        category.toString(), null, "nothing is overwritten: delete it, or choose another folder");
        }
        Files.createDirectories(root);
        SyntheticGenerator generator = new SyntheticGenerator(config);
        for (Product product : config.products()) write(root, product, config, generator);
    }

    private static void write(Path root, Product product, SyntheticConfig config, SyntheticGenerator generator)
            throws IOException {
        Path unfinished = root.resolve("." + product.category() + ".unfinished");
        FileUtils.deleteDirectory(unfinished.toFile());
        try {
            good(unfinished, product, Split.TRAIN, config.train(), generator);
            good(unfinished, product, Split.VALIDATION, config.validation(), generator);
            good(unfinished, product, Split.TEST_PUBLIC, config.testGood(), generator);
            bad(unfinished, product, config.testBad(), generator);
            Files.move(unfinished, root.resolve(product.category()));
        } finally {
            FileUtils.deleteDirectory(unfinished.toFile());
        }
    }

    private static void good(Path category, Product product, Split split, int count, SyntheticGenerator generator)
            throws IOException {
        Path folder =
                Files.createDirectories(category.resolve(split.folderName()).resolve(GOOD));
        ParallelWrites.forEach(
                count,
                i -> ImageFiles.writePng(
                        folder.resolve(NAME.formatted(i)),
                        generator.good(product, split, i).image()));
    }

    private static void bad(Path category, Product product, int count, SyntheticGenerator generator)
            throws IOException {
        Path test = category.resolve(Split.TEST_PUBLIC.folderName());
        Path folder = Files.createDirectories(test.resolve(BAD));
        Path truth = Files.createDirectories(test.resolve("ground_truth").resolve(BAD));
        ParallelWrites.forEach(count, i -> {
            SyntheticImage bad = generator.bad(product, i);
            ImageFiles.writePng(folder.resolve(NAME.formatted(i)), bad.image());
            ImageFiles.writeMask(truth.resolve(MASK_NAME.formatted(i)), bad.mask());
        });
    }
}

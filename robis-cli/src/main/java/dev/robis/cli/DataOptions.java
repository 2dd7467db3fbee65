package dev.robis.cli;

import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.DatasetWarning;
import dev.robis.seg.data.Split;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which images. */
final class DataOptions {

    private static final String ALL = "all";

    @Option(
            names = {"--original-data-path", "--original_data_path", "--data"},
            paramLabel = "DIR",
            required = true,
            description = "Folder of the categories, each in the layout of MVTec AD 2, MVTec AD or VisA; or the folder "
                    + "of one category.")
    Path root;

    @Option(
            names = {"--categories", "--mvtecad2_class_list"},
            paramLabel = "NAME",
            arity = "1..*",
            split = ",",
            defaultValue = ALL,
            description = "Categories, or 'all' (the default).")
    List<String> categories;

    @Option(
            names = {"--test-type", "--test_type"},
            paramLabel = "SPLIT",
            defaultValue = "test_public",
            description = "test_public (the default), test_private, test_private_mixed or validation.")
    String testType;

    @Option(
            names = {"--dataset-name", "--dataset_name"},
            hidden = true,
            description = "Taken from the reference's scripts; the layout is found by looking.")
    String datasetName;

    /** The data sets asked for; what is wrong with their files is printed. */
    List<Dataset> datasets(PrintWriter messages) throws IOException {
        List<String> names = categories.contains(ALL) ? Dataset.categories(root) : categories;
        if (names.isEmpty())
            throw new IOException(root + ": no category there; expected folders with train/good in them");
        List<Dataset> datasets = new ArrayList<>();
        for (String name : names) {
            Dataset dataset = Dataset.detect(root, name);
            for (DatasetWarning warning : dataset.warnings()) messages.println("warning: " + name + ": " + warning);
            datasets.add(dataset);
        }
        return datasets;
    }

    /** What a person would call these images: the category where one was named, else the folder. */
    String title() {
        if (categories.size() == 1 && !categories.contains(ALL)) return categories.get(0);
        return String.valueOf(root.toAbsolutePath().normalize().getFileName());
    }

    Split split() {
        try {
            return Split.ofFolderName(testType);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--test-type: " + e.getMessage());
        }
    }
}

package dev.robis.seg.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** MVTec AD: {@code train/good}, {@code test} with a folder per defect, masks in {@code ground_truth} beside it. */
final class MvtecAdLayout implements Layout {

    static final String TEST = "test";
    static final String GROUND_TRUTH = "ground_truth";

    @Override
    public String description() {
        return "MVTec AD (train/good and test)";
    }

    @Override
    public boolean fits(Path folder) {
        return GoodFolder.isIn(folder, Split.TRAIN) && Files.isDirectory(folder.resolve(TEST));
    }

    @Override
    public List<Sample> read(Path folder, Warnings warnings) throws IOException {
        List<Sample> samples = new ArrayList<>(GoodFolder.readTrain(folder, warnings));
        samples.addAll(new LabelledFolder(folder.resolve(TEST), folder.resolve(GROUND_TRUTH)).read(warnings));
        return samples;
    }
}

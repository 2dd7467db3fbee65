package dev.robis.seg.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * MVTec AD 2: one folder per split, the public test labelled with its masks inside, the private tests flat. Images of one
 * object under other lightings ({@code 000_overexposed.png}) are images in their own right.
 */
final class MvtecAd2Layout implements Layout {

    @Override
    public String description() {
        return "MVTec AD 2 (train/good, and one of validation, test_public, test_private, test_private_mixed)";
    }

    @Override
    public boolean fits(Path folder) {
        return GoodFolder.isIn(folder, Split.TRAIN) && (hasOtherSplit(folder) || !new MvtecAdLayout().fits(folder));
    }

    private static boolean hasOtherSplit(Path folder) {
        return Stream.of(Split.values())
                .anyMatch(split -> split != Split.TRAIN && Files.isDirectory(folder.resolve(split.folderName())));
    }

    @Override
    public List<Sample> read(Path folder, Warnings warnings) throws IOException {
        List<Sample> samples = new ArrayList<>(GoodFolder.readTrain(folder, warnings));
        samples.addAll(GoodFolder.read(folder, Split.VALIDATION, warnings));
        Path test = folder.resolve(Split.TEST_PUBLIC.folderName());
        samples.addAll(new LabelledFolder(test, test.resolve(MvtecAdLayout.GROUND_TRUTH)).read(warnings));
        for (Split split : List.of(Split.TEST_PRIVATE, Split.TEST_PRIVATE_MIXED))
            for (ImageFile image : imagesIfPresent(folder.resolve(split.folderName()), warnings))
                samples.add(Sample.unknown(image, split));
        return samples;
    }

    private static List<ImageFile> imagesIfPresent(Path folder, Warnings warnings) throws IOException {
        return Files.isDirectory(folder) ? Folder.images(folder, warnings) : List.of();
    }
}

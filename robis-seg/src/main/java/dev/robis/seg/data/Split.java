package dev.robis.seg.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Parts of a data set, named as in MVTec AD 2. The test images of other layouts are {@link #TEST_PUBLIC}. */
public enum Split {
    TRAIN,
    VALIDATION,
    TEST_PUBLIC,
    TEST_PRIVATE,
    TEST_PRIVATE_MIXED;

    /** Name of the split's folder, such as {@code test_public}. */
    public String folderName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if no split has that folder name
     */
    public static Split ofFolderName(String name) {
        return Arrays.stream(values())
                .filter(split -> split.folderName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown split '" + name + "', expected one of "
                        + Arrays.stream(values()).map(Split::folderName).collect(Collectors.joining(", "))));
    }
}

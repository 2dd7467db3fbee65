package dev.robis.seg.submission;

import dev.robis.seg.data.Split;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a submission consists of.
 *
 * @param images per split of every object, both at least one
 * @param suffixes of the names of images by split; at least one split
 */
public record SubmissionSpec(SortedMap<String, Integer> images, Map<Split, String> suffixes) {

    public SubmissionSpec {
        images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
        if (images.isEmpty() || suffixes.isEmpty())
            throw new IllegalArgumentException(
                    "expected at least one object and one split, found " + images + " and " + suffixes);
        images.forEach((object, count) -> {
            if (count < 1)
                throw new IllegalArgumentException("expected at least one image of " + object + ", found " + count);
        });
        suffixes = Collections.unmodifiableMap(new EnumMap<>(suffixes));
    }

    /** The benchmark's. */
    public static SubmissionSpec mvtecAd2() {
        SortedMap<String, Integer> images = new TreeMap<>();
        images.put("can", 321);
        images.put("fabric", 314);
        images.put("fruit_jelly", 255);
        images.put("rice", 277);
        images.put("sheet_metal", 142);
        images.put("vial", 276);
        images.put("wallplugs", 232);
        images.put("walnuts", 228);
        return new SubmissionSpec(images, Map.of(Split.TEST_PRIVATE, "regular", Split.TEST_PRIVATE_MIXED, "mixed"));
    }

    /** Files of one part of a complete submission. */
    public int fileCount() {
        return suffixes.size()
                * images.values().stream().mapToInt(count -> count).sum();
    }

    /** Name of an image without extension, such as {@code 007_mixed}. */
    String stem(Split split, int index) {
        return "%03d_%s".formatted(index, suffixes.get(split));
    }
}

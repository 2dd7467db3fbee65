package dev.robis.seg.submission;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a check has found.
 *
 * @param faults all of them, by kind and path; with any, nothing should be packed
 * @param warnings what the server takes and its user should know
 * @param files to pack: path within the submission, and where it is
 */
public record SubmissionReport(List<Fault> faults, List<String> warnings, SortedMap<String, Path> files) {

    public SubmissionReport {
        faults = List.copyOf(faults);
        warnings = List.copyOf(warnings);
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }
}

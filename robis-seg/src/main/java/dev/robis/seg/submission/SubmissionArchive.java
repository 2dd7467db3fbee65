package dev.robis.seg.submission;

import dev.robis.seg.image.AtomicFile;
import dev.robis.seg.progress.StageListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** Packs the files of a submission into a {@code .tar.gz}; the same files give the same bytes, whenever and by whomever. */
public final class SubmissionArchive {

    private static final int UNKNOWN_SYSTEM = 255;
    private static final int READABLE_BY_ALL = 0100644;

    private SubmissionArchive() {}

    /**
     * @param target created or replaced, whole or not at all
     * @param files path within the archive, and where it is
     * @throws IOException if a file changes while it is packed, among other things
     */
    public static void write(Path target, SortedMap<String, Path> files, StageListener listener) throws IOException {
        AtomicFile.write(target, out -> write(out, files, listener));
    }

    private static void write(OutputStream out, SortedMap<String, Path> files, StageListener listener)
            throws IOException {
        GzipParameters parameters = new GzipParameters(); // its time is 0 unless set
        parameters.setOperatingSystem(UNKNOWN_SYSTEM);
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GzipCompressorOutputStream(out, parameters), "UTF-8")) {
            int done = 0;
            for (Map.Entry<String, Path> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(Files.size(file.getValue()));
                entry.setModTime(0);
                entry.setMode(READABLE_BY_ALL);
                entry.setIds(0, 0);
                entry.setNames("", "");
                tar.putArchiveEntry(entry);
                Files.copy(file.getValue(), tar);
                tar.closeArchiveEntry();
                listener.onProgress(++done, files.size());
            }
            tar.finish();
        }
    }
}

package dev.robis.eval.html;

import java.util.Objects;
import org.apiguardian.api.API;

/**
 * What a report looks like. Start with {@link #of}.
 *
 * @param title title of the page, not blank
 * @param note a line below the title, such as the split and where its images are; may be empty
 * @param maxSide longest side of an image in the report, 16 to 4096 pixels; larger images are reduced
 * @param jpegQuality JPEG quality of the photographs, in (0, 1]
 */
public record ReportConfig(String title, String note, int maxSide, float jpegQuality) {

    /** For {@link #of}; settings may get further components. */
    @API(status = API.Status.EXPERIMENTAL)
    public ReportConfig {
        Objects.requireNonNull(note, "note");
        if (title.isBlank()) throw new IllegalArgumentException("title must not be blank");
        if (maxSide < 16 || maxSide > 4096)
            throw new IllegalArgumentException("maxSide must lie in 16..4096 pixels, found " + maxSide);
        if (!(jpegQuality > 0 && jpegQuality <= 1))
            throw new IllegalArgumentException("jpegQuality must lie in (0, 1], found " + jpegQuality);
    }

    /** No note, 448 pixels, quality 0.8. A file with 500 photographs then has about 30 MB. */
    public static ReportConfig of(String title) {
        return new ReportConfig(title, "", 448, 0.8f);
    }

    public ReportConfig withNote(String text) {
        return new ReportConfig(title, text, maxSide, jpegQuality);
    }

    public ReportConfig withMaxSide(int pixels) {
        return new ReportConfig(title, note, pixels, jpegQuality);
    }

    public ReportConfig withJpegQuality(float quality) {
        return new ReportConfig(title, note, maxSide, quality);
    }
}

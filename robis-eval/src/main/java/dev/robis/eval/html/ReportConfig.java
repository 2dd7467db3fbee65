package dev.robis.eval.html;

import java.util.Objects;

/**
 * What a report looks like.
 *
 * @param title of the page, not blank
 * @param note a line below it, such as the split and where its images are; may be empty
 * @param maxSide largest side of an image in the report, in pixels, 16 to 4096: larger ones are reduced
 * @param jpegQuality of the photographs, in (0, 1]
 */
public record ReportConfig(String title, String note, int maxSide, float jpegQuality) {

    public ReportConfig {
        Objects.requireNonNull(note, "note");
        if (title.isBlank()) throw new IllegalArgumentException("title must not be blank");
        if (maxSide < 16 || maxSide > 4096)
            throw new IllegalArgumentException("maxSide must lie in 16..4096 pixels, found " + maxSide);
        if (!(jpegQuality > 0 && jpegQuality <= 1))
            throw new IllegalArgumentException("jpegQuality must lie in (0, 1], found " + jpegQuality);
    }

    /** 448 pixels at quality 0.8: 500 photographs make a file of about 30 MB. */
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

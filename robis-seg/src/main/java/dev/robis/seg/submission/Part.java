package dev.robis.seg.submission;

/** The two trees of a submission. */
enum Part {
    MAPS("anomaly_images", ".tiff"),
    MASKS("anomaly_images_thresholded", ".png");

    final String folder;
    final String extension;

    Part(String folder, String extension) {
        this.folder = folder;
        this.extension = extension;
    }
}

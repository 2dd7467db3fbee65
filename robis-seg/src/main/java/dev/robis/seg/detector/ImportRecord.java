package dev.robis.seg.detector;

/**
 * The file that a bundle was made of, trained elsewhere. How it was trained is not known: epochs, batch size,
 * augmentation and seed of the bundle's configuration are what a training here would take, and decide nothing.
 *
 * @param category name of the product
 * @param source name of the file
 * @param sourceSha256 of its bytes, in lower-case hexadecimal digits
 */
public record ImportRecord(String category, String source, String sourceSha256) implements Origin {}

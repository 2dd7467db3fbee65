package dev.robis.nn.bank;

/**
 * Where a vector of a memory bank comes from.
 *
 * @param image number of the training image
 * @param x centre of the patch in that image, pixels of the image as it was encoded
 * @param y likewise
 */
public record Place(int image, int x, int y) {}

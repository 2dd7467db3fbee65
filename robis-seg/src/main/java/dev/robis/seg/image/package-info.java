/**
 * Pixels in and out of files, and from a tile to the network's input: images and masks ({@link
 * dev.robis.seg.image.ImageFiles}), float maps ({@link dev.robis.seg.image.MapFiles}), the reference's resize,
 * normalisation and training augmentation ({@link dev.robis.seg.image.InputTransform} is the place to start reading).
 * Knows BoofCV images and files, nothing of networks, tiles or data sets. Everything here is stateless or immutable.
 */
package dev.robis.seg.image;

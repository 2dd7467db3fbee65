/**
 * Segment Anything (Kirillov et al. 2023): an image is encoded once, then any number of prompts (points, boxes, masks)
 * are turned into masks. Start with {@link dev.robis.nn.sam.SamPredictor}. Knows tensors, no image files.
 */
package dev.robis.nn.sam;
